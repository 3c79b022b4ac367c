package dev.yinsong.synth;

import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.synth.engine.FakeEngine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A voice of {@link FakeEngine}.
 *
 * @param base the hash of the base that it says it belongs to
 * @param layer the only layer that it adapts
 */
public record TestVoice(String name, int version, String base, String layer, int speakerSize) {

    /** A good one. */
    public static TestVoice of(String name, int version) {
        return new TestVoice(name, version, FakeEngine.BASE_HASH, FakeEngine.VERSION_LAYER, FakeEngine.SPEAKER_SIZE);
    }

    public TestVoice withBase(String other) {
        return new TestVoice(name, version, other, layer, speakerSize);
    }

    public TestVoice withLayer(String other) {
        return new TestVoice(name, version, base, other, speakerSize);
    }

    public TestVoice withSpeakerSize(int other) {
        return new TestVoice(name, version, base, layer, other);
    }

    /** The bytes of its archive. */
    public byte[] archive() {
        var lora = LoraConfig.of(Network.LLM, 1, 1, 0);
        var factors = new Factors(1, 1, 1, new float[] {1}, new float[] {version});
        var adapter = new Adapter(lora, LoraConfig.of(Network.FLOW, 1, 1, 0), Map.of(layer, factors));
        var speaker = new float[speakerSize];
        Arrays.fill(speaker, 0.5f);
        var card = VoiceCard.of(name, version, base, speaker).build();
        return new VoiceArchive(adapter, card).bytes();
    }

    /** Its archive with a byte changed and the sums left as they were. */
    public byte[] damagedArchive() {
        return ArchiveEdit.of(archive())
                .change("adapter_model.safetensors", TestVoice::flipLastByte)
                .withOldSums();
    }

    /** Its archive with a weight that is no number, and sums that say that it should be so. */
    public byte[] archiveWithNaN() {
        return ArchiveEdit.of(archive())
                .change("adapter_model.safetensors", TestVoice::lastFloatToNaN)
                .withNewSums();
    }

    /** Its archive with a speaker vector beyond what a float can hold, and fitting sums. */
    public byte[] archiveWithInfiniteSpeaker() {
        return ArchiveEdit.of(archive())
                .change(
                        "voice.json",
                        json -> new String(json, StandardCharsets.UTF_8)
                                .replaceFirst("0\\.5", "1e39")
                                .getBytes(StandardCharsets.UTF_8))
                .withNewSums();
    }

    private static byte[] flipLastByte(byte[] bytes) {
        var changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }

    private static byte[] lastFloatToNaN(byte[] bytes) {
        var changed = bytes.clone();
        changed[changed.length - 1] = 0x7f;
        changed[changed.length - 2] = (byte) 0xc0;
        return changed;
    }
}
