package android.app;

import android.os.Looper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The app's process: asks the virtual phone, by a port on this machine, what the app does next. */
public final class ActivityThread {
    private ActivityThread() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            Looper.loop(new patrol.Orders(socket, arguments[1]));
        }
        System.exit(0);
    }
}
