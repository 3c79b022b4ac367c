package dev.yinsong.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback address. */
public final class Ports {

    private Ports() {}

    /** A port that nobody listens on at this moment. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    /**
     * The port itself, or a free one for 0.
     *
     * @param user what wants to listen, for the message
     * @throws PortTaken if somebody listens on it already
     */
    public static int require(int port, String user) {
        if (port == 0) {
            return free();
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a port in TIME_WAIT is not taken
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return port;
        } catch (IOException e) {
            throw new PortTaken(port, user, e);
        }
    }

    /** Somebody else listens on a port that we need. */
    public static final class PortTaken extends IllegalStateException {
        private static final long serialVersionUID = 1;

        PortTaken(int port, String user, IOException cause) {
            super(
                    "Port " + port + " of 127.0.0.1, which " + user + " needs, is taken (" + cause.getMessage() + ").",
                    cause);
        }
    }
}
