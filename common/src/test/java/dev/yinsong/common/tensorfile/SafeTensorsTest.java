package dev.yinsong.common.tensorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        var file = folder.resolve("x.safetensors");
        var half = new TensorEntry("half", DType.F16, new long[] {2}, bytes(0x00, 0x3c, 0x00, 0xc0));
        var brain = new TensorEntry("brain", DType.BF16, new long[] {2}, bytes(0x80, 0x3f, 0x00, 0xc0));
        var flags = new TensorEntry("flags", DType.BOOL, new long[] {3}, bytes(1, 0, 1));
        var octets = new TensorEntry("octets", DType.U8, new long[] {2}, bytes(0, 255));

        SafeTensors.write(
                file,
                List.of(
                        flags,
                        half,
                        TensorEntry.of("f32", new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                        brain,
                        TensorEntry.of("f64", new double[] {Math.PI}),
                        octets,
                        TensorEntry.of("i64", new long[] {Long.MIN_VALUE, 7}, 2),
                        TensorEntry.of("i32", new int[] {-1, 9}, 1, 2),
                        TensorEntry.of("empty", new float[0], 0, 4)),
                Map.of("format", "pt"));
        var read = SafeTensors.open(file);

        assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(read.tensor("f32").floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.tensor("f32").shape()).containsExactly(2, 3);
        assertThat(read.tensor("half").floats()).containsExactly(1, -2);
        assertThat(read.tensor("brain").floats()).containsExactly(1, -2);
        assertThat(read.tensor("f64").doubles()).containsExactly(Math.PI);
        assertThat(read.tensor("f64").shape()).isEmpty();
        assertThat(read.tensor("i64").longs()).containsExactly(Long.MIN_VALUE, 7);
        assertThat(read.tensor("i32").ints()).containsExactly(-1, 9);
        assertThat(read.tensor("flags").ints()).containsExactly(1, 0, 1);
        assertThat(read.tensor("octets").ints()).containsExactly(0, 255);
        assertThat(read.tensor("empty").floats()).isEmpty();
        assertThat(read.tensor("f32").data().isDirect()).isTrue();
    }

    @Test
    void alignsTheDataToEightBytes() {
        var file = SafeTensors.bytes(List.of(TensorEntry.of("a", new float[] {1}, 1)), Map.of());

        long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();

        assertThat(header % 8).isZero();
        assertThat(file).hasSize((int) (8 + header + 4));
    }

    @Test
    void namesTheFileAndTheKeyThatIsMissing() {
        var file = SafeTensors.parse("voice.safetensors", SafeTensors.bytes(List.of(), Map.of()));

        assertThatThrownBy(() -> file.tensor("absent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("voice.safetensors has no tensor named absent");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]|not a JSON object",
                "{\"a\"|broken header",
                "{} {}|broken header",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|Duplicate",
                "{\"a\":{\"dtype\":\"F8\",\"shape\":[8],\"data_offsets\":[0,8]}}|tensor a has the unsupported type \"F8\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|needs 12 bytes, has 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}|outside of the 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}|outside of the 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|has -2 under shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}|has 2.5 under shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}|absurdly large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}|data_offsets",
                "{\"a\":7}|unsupported type",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|tensor b begins at byte 4 and overlaps",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|after a hole",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|holds 8 bytes of data",
                "{\"__metadata__\":{\"a\":1}}|not text",
            })
    void refusesAHeaderThatLies(String header, String message) {
        var text = header.getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);

        assertThatThrownBy(() -> SafeTensors.parse("bad.safetensors", file.array()))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("bad.safetensors")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"-1", "9223372036854775807", "100000001", "1", "17"})
    void refusesAHeaderLengthThatLies(long length) {
        var file = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

        assertThatThrownBy(() -> SafeTensors.parse("bad.safetensors", file.array()))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("header length of " + length);
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        var whole = SafeTensors.bytes(List.of(TensorEntry.of("weight", new float[] {1, 2}, 2)), Map.of());
        var file = folder.resolve("cut.safetensors");
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("cut.safetensors")
                .hasMessageContaining("tensor weight");
    }

    @Test
    void refusesToWriteOneNameTwice() {
        var twice = List.of(TensorEntry.of("a", new float[] {1}, 1), TensorEntry.of("a", new float[] {1}, 1));

        assertThatThrownBy(() -> SafeTensors.bytes(twice, Map.of())).hasMessageContaining("two tensors named a");
    }

    private static ByteBuffer bytes(int... values) {
        var buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }
}
