package dev.yinsong.synth.voice;

import dev.yinsong.access.Caller;
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
    private final Caller caller;

    VoiceResource(Voices voices, Caller caller) {
        this.voices = voices;
        this.caller = caller;
    }

    /** Every voice that the caller can ask for, and every newest checkpoint of them that was refused. */
    @GET
    @Path("v1/audio/voices")
    @Operation(summary = "Voices that can be asked for, and checkpoints that were refused")
    public VoiceList list() {
        return new VoiceList(
                voices.list().stream()
                        .filter(view -> caller.mayUse(VoiceName.of(view.id()).voice()))
                        .toList(),
                voices.refusals().stream()
                        .filter(refusal -> caller.mayUse(refusal.voice()))
                        .toList());
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
}
