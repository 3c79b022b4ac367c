package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.IngestClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which clip a command is about: its first two parameters. */
final class ChosenClip {

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "CLIP", description = "The clip's id, or as much of its start as is enough.")
    private String clip = "";

    @Mixin
    private Addresses addresses = new Addresses();

    String voice() {
        return voice;
    }

    /**
     * The clip's whole id; asks the service for it where only a part was typed.
     *
     * @throws NoSuchClip when the voice has no such clip, or several
     */
    String id() {
        return ClipIds.whole(ingest(), voice, clip);
    }

    IngestClient ingest() {
        return addresses.ingest();
    }
}
