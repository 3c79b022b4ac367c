package dev.yinsong.access;

import dev.yinsong.common.problem.Problem;

/** A request asks for a host that this service is not known to be. */
final class UnknownHost extends Problem {

    private static final long serialVersionUID = 1;

    /** @param host what the request calls us; empty if it does not say */
    UnknownHost(String host) {
        super(
                "unknown-host",
                "Unknown host",
                421,
                "This service lets in everybody on its machine, and nobody there calls it "
                        + (host.isEmpty() ? "by no name" : host)
                        + ": ask for localhost, or add the name to yinsong.access.hosts.");
    }
}
