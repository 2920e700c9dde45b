"""Facts that patrol knows beforehand: privacy APIs, third-party SDKs. Data files with typed readers."""
