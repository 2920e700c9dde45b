"""Run folders on disk; run_folder.py is the only module that knows file names inside one."""
