package dev.yinsong.cli.client;

import picocli.CommandLine.Option;

/** Options that say where the services are. */
public final class Addresses {

    private final Http http = new Http();

    @Option(
            names = "--ingest",
            paramLabel = "URL",
            defaultValue = "${env:YINSONG_INGEST:-http://127.0.0.1:8080}",
            description = "The ingest service (default: ${DEFAULT-VALUE}).")
    private String ingest = "";

    @Option(
            names = "--trainer",
            paramLabel = "URL",
            defaultValue = "${env:YINSONG_TRAINER:-http://127.0.0.1:8081}",
            description = "The trainer service (default: ${DEFAULT-VALUE}).")
    private String trainer = "";

    @Option(
            names = "--synth",
            paramLabel = "URL",
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
}
