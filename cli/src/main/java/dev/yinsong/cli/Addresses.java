package dev.yinsong.cli;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.TrainerClient;
import picocli.CommandLine.Option;

/** Options that say where the services are. */
final class Addresses {

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

    IngestClient ingest() {
        return new IngestClient(http, ingest);
    }

    SynthClient synth() {
        return new SynthClient(http, synth);
    }

    TrainerClient trainer() {
        return new TrainerClient(http, trainer);
    }
}
