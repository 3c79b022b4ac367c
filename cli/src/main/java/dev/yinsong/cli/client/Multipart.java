package dev.yinsong.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A {@code multipart/form-data} body (RFC 7578); files are sent from disk. */
final class Multipart {

    private final String boundary =
            "yinsong-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final List<BodyPublisher> parts = new ArrayList<>();

    /** Adds a field. */
    Multipart text(String name, String value) {
        header("name=\"" + name + "\"", "text/plain; charset=utf-8");
        parts.add(BodyPublishers.ofString(value));
        return end();
    }

    /** Adds a file's bytes under its own name. */
    Multipart file(String name, Path file) throws FileNotFoundException {
        var filename = file.getFileName()
                .toString()
                .replace("\"", "%22")
                .replace("\r", "")
                .replace("\n", "");
        header("name=\"" + name + "\"; filename=\"" + filename + "\"", "application/octet-stream");
        parts.add(BodyPublishers.ofFile(file));
        return end();
    }

    /** The value of the content-type header. */
    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The whole body; add nothing after. */
    BodyPublisher body() {
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private void header(String disposition, String type) {
        var text = "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: " + type
                + "\r\n\r\n";
        parts.add(BodyPublishers.ofString(text, StandardCharsets.UTF_8));
    }

    private Multipart end() {
        parts.add(BodyPublishers.ofString("\r\n"));
        return this;
    }
}
