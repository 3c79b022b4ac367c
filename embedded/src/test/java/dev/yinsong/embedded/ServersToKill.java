package dev.yinsong.embedded;

import java.nio.file.Path;

/** A program that starts the embedded servers, writes into both, says so, and waits to be killed. */
final class ServersToKill {

    private ServersToKill() {}

    public static void main(String[] arguments) throws Exception {
        var servers = EmbeddedInfrastructure.start(Path.of(arguments[0]), 0, 0);
        Clients.insert(servers.postgres(), "before");
        Clients.send(servers.bootstrapServers(), "before");
        System.out.println("written");
        Thread.currentThread().join();
    }
}
