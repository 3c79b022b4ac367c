package dev.yinsong.cli.stack;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A program that is ready at once on the port that it is given, or never if it is told why; it fails without a port. */
final class FakeService {

    private static final String READY = "{\"status\":\"UP\",\"checks\":[]}";
    private static final String NOT_READY = "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"voices\",\"status\":\"UP\"},"
            + "{\"name\":\"warm-up\",\"status\":\"DOWN\",\"data\":{\"reason\":\"%s\"}}]}";

    private FakeService() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.out.println("Caused by: no port was given");
            System.exit(3);
        }
        var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            var body = arguments.length == 1 ? READY : NOT_READY.formatted(arguments[1]);
            exchange.sendResponseHeaders(arguments.length == 1 ? 200 : 503, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        System.out.println("listening"); // which it does already; whoever finds it ready may end it at once
        server.start();
    }
}
