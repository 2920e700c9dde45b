package android.os;

import java.io.IOException;

/** The main thread's loop: one callback after another. */
public final class Looper {
    /** Where the callbacks come from; null ends the loop. */
    public interface Queue {
        Runnable next() throws IOException;

        void done(Throwable thrown) throws IOException;
    }

    private Looper() {}

    public static void loop(Queue queue) throws IOException {
        for (Runnable next = queue.next(); next != null; next = queue.next()) {
            Throwable thrown = null;
            try {
                Handler.dispatchMessage(next);
            } catch (Throwable error) {
                thrown = error;
            }
            queue.done(thrown);
        }
    }
}
