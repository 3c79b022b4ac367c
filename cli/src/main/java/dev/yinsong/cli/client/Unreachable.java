package dev.yinsong.cli.client;

import java.io.IOException;
import java.net.URI;

/** Nobody answers at a service's address. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreachable(URI uri, IOException cause) {
        super(
                "Nothing answers at " + uri.getScheme() + "://" + uri.getAuthority()
                        + ". Is Yinsong running? Start it with: ./yinsong up",
                cause);
    }
}
