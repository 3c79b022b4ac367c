package dev.yinsong.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say where the services are. */
public final class Addresses {

    private final Http http = new Http();

    @Option(
            names = "--ingest",
            paramLabel = "URL",
            converter = HttpAddress.class,
            defaultValue = "${env:YINSONG_INGEST:-http://127.0.0.1:8080}",
            description = "The ingest service (default: ${DEFAULT-VALUE}).")
    private String ingest = "";

    @Option(
            names = "--trainer",
            paramLabel = "URL",
            converter = HttpAddress.class,
            defaultValue = "${env:YINSONG_TRAINER:-http://127.0.0.1:8081}",
            description = "The trainer service (default: ${DEFAULT-VALUE}).")
    private String trainer = "";

    @Option(
            names = "--synth",
            paramLabel = "URL",
            converter = HttpAddress.class,
            defaultValue = "${env:YINSONG_SYNTH:-http://127.0.0.1:8082}",
            description = "The synth service (default: ${DEFAULT-VALUE}).")
    private String synth = "";

    /** Voices and clips. */
    public IngestClient ingest() {
        return new IngestClient(http, ingest);
    }

    /** Speech. */
    public SynthClient synth() {
        return new SynthClient(http, synth);
    }

    /** Training runs. */
    public TrainerClient trainer() {
        return new TrainerClient(http, trainer);
    }

    /** Refuses what no request can go to, such as {@code localhost:8080}. */
    private static final class HttpAddress implements ITypeConverter<String> {

        private static final Set<String> SCHEMES = Set.of("http", "https");

        @Override
        public String convert(String address) {
            try {
                var uri = new URI(address);
                if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // refused like any other
            }
            throw new TypeConversionException(
                    "'" + address + "' is no address such as http://127.0.0.1:8080 (http:// belongs to it).");
        }
    }
}
