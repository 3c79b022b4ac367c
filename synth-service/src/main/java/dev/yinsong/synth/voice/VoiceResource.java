package dev.yinsong.synth.voice;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The voices over HTTP. Some clients ask under {@code /audio} without the version. */
@Path("/")
@Tag(name = "voices")
class VoiceResource {

    private final Voices voices;

    VoiceResource(Voices voices) {
        this.voices = voices;
    }

    /** Every voice that can speak now, and every newest checkpoint that was refused. */
    @GET
    @Path("v1/audio/voices")
    @Operation(summary = "Voices that can speak now, and checkpoints that were refused")
    public VoiceList list() {
        return new VoiceList(voices.list().stream().map(VoiceView::of).toList(), voices.refusals());
    }

    /** The same. */
    @GET
    @Path("audio/voices")
    @Operation(hidden = true)
    public VoiceList listWithoutVersion() {
        return list();
    }

    /**
     * The answer.
     *
     * @param refused newest checkpoints that did not fit; the version before them, if any, is among the voices
     */
    record VoiceList(List<VoiceView> voices, List<Refusal> refused) {}

    /**
     * A voice.
     *
     * @param id what a speech request calls it
     * @param name how people call it
     * @param version the version that speaks
     */
    record VoiceView(String id, String name, int version) {

        static VoiceView of(LoadedVoice voice) {
            return new VoiceView(voice.voice(), voice.voice(), voice.version());
        }
    }
}
