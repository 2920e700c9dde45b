package android.os;

/** Runs what the app does, as Android's main thread does: the last frames of every stack. */
public final class Handler {
    private Handler() {}

    static void handleCallback(Runnable callback) {
        callback.run();
    }

    static void dispatchMessage(Runnable callback) {
        handleCallback(callback);
    }
}
