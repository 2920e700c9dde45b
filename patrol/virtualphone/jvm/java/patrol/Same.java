package patrol;

import java.io.File;
import java.io.FileFilter;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** What an app sees through hooked methods is what it would see without: the same objects, exceptions and results, on
 * any thread, however deep. Throws an AssertionError that tells what was different. */
public final class Same implements Runnable {
    private static final int THREADS = 4;
    private static final int TIMES = 50;

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public void run() {
        sameObjects();
        sameExceptions();
        callsInsideCalls();
        manyThreads();
        System.gc();
        sameObjects();
    }

    private void sameObjects() {
        // A NUL, half a surrogate pair, and a letter beyond the basic plane.
        String odd = new String(new char[] {'a', 0, 0xd800, 'b', 0xd83d, 0xde00});
        must(System.getProperty("http.agent", odd) == odd, "a text came back as another object");
        must(odd.length() == 6 && odd.charAt(2) == 0xd800, "a text has changed");
        must(Locale.getDefault() == Locale.getDefault(), "an object came back as another");
        must(System.getProperty("http.agent", null) == null, "null did not come back as null");
    }

    private void sameExceptions() {
        RuntimeException own = new IllegalStateException("the app's own") {
            @Override
            public String toString() {
                throw new UnsupportedOperationException("nobody may ask");
            }
        };
        StackTraceElement[] stack = own.getStackTrace();
        try {
            new File("/proc").listFiles((FileFilter) each -> {
                throw own;
            });
            must(false, "an exception was swallowed");
        } catch (IllegalStateException thrown) {
            must(thrown == own, "an exception came as another object");
            must(Arrays.equals(thrown.getStackTrace(), stack), "an exception's stack has changed");
        }
        try {
            KeyStore.getInstance("none such");
            must(false, "an exception was swallowed");
        } catch (KeyStoreException thrown) {
            must("none such not found".equals(thrown.getMessage()), "another message: " + thrown.getMessage());
        }
    }

    private void callsInsideCalls() {
        File[] found = new File("/proc/self/ns").listFiles((FileFilter) each -> new File("/proc/net/arp").exists()
                && new File("/proc/self/ns").listFiles((FileFilter) other -> !Locale.getDefault().toString().isEmpty()) != null);
        must(found != null, "a call inside a call has changed the outer one");
    }

    private void manyThreads() {
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(() -> hash(wrong));
            threads[i].start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        must(wrong.get() == null, "on another thread: " + wrong.get());
    }

    private static void hash(AtomicReference<Throwable> wrong) {
        try {
            byte[] first = MessageDigest.getInstance("SHA-256").digest(new byte[16]);
            for (int i = 0; i < TIMES; i++) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(new byte[8]);
                digest.update(new byte[8], 0, 8);
                must(Arrays.equals(digest.digest(), first), "another digest");
            }
        } catch (Throwable thrown) {
            wrong.compareAndSet(null, thrown);
        }
    }
}
