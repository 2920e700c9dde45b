package patrol;

import android.os.Looper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Orders of the virtual phone, a line each, fields apart by tabs: `value KEY TEXT`, `run CLASS [TIMES]` (a Runnable on
 * the class path), `gc`, `end`. Each is answered by one line: `done`, or `threw CLASS MESSAGE`.
 */
public final class Orders implements Looper.Queue {
    private final BufferedReader in;
    private final Writer out;

    public Orders(Socket socket, String token) throws IOException {
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
        say("hello\t" + token + "\t" + ProcessHandle.current().pid());
    }

    @Override
    public Runnable next() throws IOException {
        while (true) {
            String line = in.readLine();
            if (line == null || line.equals("end")) {
                return null;
            }
            String[] words = line.split("\t", 3);
            try {
                switch (words[0]) {
                    case "value":
                        Values.put(words[1], words.length > 2 ? words[2] : "");
                        say("done");
                        break;
                    case "gc":
                        System.gc();
                        say("done");
                        break;
                    case "run":
                        Runnable run = Chains.make(words[1]);
                        int times = words.length > 2 ? Integer.parseInt(words[2]) : 1;
                        return times == 1 ? run : new Repeat(run, times);
                    default:
                        say("threw\tunknown order\t" + words[0]);
                }
            } catch (ReflectiveOperationException | LinkageError error) {
                done(error);
            }
        }
    }

    @Override
    public void done(Throwable thrown) throws IOException {
        if (thrown == null) {
            say("done");
        } else {
            say("threw\t" + thrown.getClass().getName() + "\t" + String.valueOf(thrown.getMessage()).replace('\n', ' '));
        }
    }

    private void say(String line) throws IOException {
        out.write(line + "\n");
        out.flush();
    }

    /** The same again and again. */
    private static final class Repeat implements Runnable {
        private final Runnable run;
        private final int times;

        Repeat(Runnable run, int times) {
            this.run = run;
            this.times = times;
        }

        @Override
        public void run() {
            for (int i = 0; i < times; i++) {
                run.run();
            }
        }
    }
}
