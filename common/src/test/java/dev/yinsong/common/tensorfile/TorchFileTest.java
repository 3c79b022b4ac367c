package dev.yinsong.common.tensorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFileTest {

    @TempDir
    Path folder;

    // ---- files that Python wrote

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "mixed"})
    void readsEveryKindOfTensorThatPythonSaves(String name) {
        var expected = SafeTensors.open(ReferenceData.file("golden/common/torchsave_edge.expected.safetensors"));

        var read = TorchFile.open(ReferenceData.file("golden/common/torchsave_edge." + name + ".pt"));

        assertThat(read.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (var tensor : expected.tensors().values()) {
            var actual = read.tensor(tensor.name());
            assertThat(actual.shape()).as(tensor.name()).containsExactly(tensor.shape());
            assertThat(actual.doubles()).as(tensor.name()).containsExactly(tensor.doubles());
        }
        assertThat(read.tensor("plain").data().isDirect()).isTrue();
        assertThat(read.tensor("half").dtype()).isEqualTo(DType.F16);
        assertThat(read.tensor("bf16").dtype()).isEqualTo(DType.BF16);
        assertThat(read.tensor("u8").dtype()).isEqualTo(DType.U8);
    }

    @Test
    void readsNumbersTextAndContainersBesideTensors() {
        var read = TorchFile.open(ReferenceData.file("golden/common/torchsave_edge.mixed.pt"));

        assertThat(read.entries())
                .containsEntry("epoch", 7L)
                .containsEntry("step", 123456L)
                .containsEntry("lr", 0.0001)
                .containsEntry("note", "text")
                .containsEntry("lst", Arrays.asList(1L, 2.5, "x", null, true));
        assertThat(read.tensorsIn("nested")).isEmpty();
        assertThat(read.tensorsIn("nested", "state_dict")).containsOnlyKeys("a");
        assertThatThrownBy(() -> read.tensorsIn("nested", "model"))
                .hasMessageContaining("has no dictionary named nested.model");
    }

    @Test
    void keepsTheOrderOfTheFile() {
        var read = TorchFile.open(ReferenceData.file("golden/common/torchsave_edge.state_dict.pt"));

        assertThat(read.names()).startsWith("plain", "view_row2_4", "transposed", "strided", "shared_again");
    }

    @Test
    void refusesTorchsOldFormat() {
        var file = ReferenceData.file("golden/common/torchsave_edge.legacy_nonzip.pt");

        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("legacy_nonzip.pt is in torch's old format")
                .hasMessageContaining("save it again");
    }

    @ParameterizedTest
    @CsvSource({"200, list of tensors", "100000, in tensor ", "279000, before its directory"})
    void namesTheTensorThatATruncatedFileEndsIn(int bytes, String where) throws IOException {
        var whole = Files.readAllBytes(ReferenceData.file("golden/a/llm.pt"));
        var file = folder.resolve("llm.pt");
        Files.write(file, Arrays.copyOf(whole, bytes));

        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("llm.pt is truncated")
                .hasMessageContaining(where);
    }

    @Test
    void namesTheTensorThatItsOwnTruncatedFileEndsIn() throws IOException {
        var file = folder.resolve("cut.pt");
        TorchFile.write(file, List.of(TensorEntry.of("a", new float[8], 8), TensorEntry.of("b", new float[100], 100)));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 700));

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("in tensor b, which needs 400 bytes");
    }

    @Test
    void saysWhereATruncatedFileEndsHoweverDeepItsListsLie() throws IOException {
        var pickle = new PickleBytes().ops("}").text("deep");
        int depth = 200_000;
        pickle.ops("]".repeat(depth)).ops("a".repeat(depth - 1)).ops("s.");
        var file = pickle.record("data/0", 16).save(folder);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 30));

        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("x.pt is truncated");
    }

    // ---- files of its own

    @Test
    void readsBackWhatItWrote() {
        var file = folder.resolve("own.pt");

        TorchFile.write(
                file,
                List.of(
                        TensorEntry.of("z.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                        TensorEntry.of("a.count", new long[] {1L << 40}),
                        new TensorEntry("half", DType.F16, new long[] {1}, ByteBuffer.wrap(new byte[] {0, 0x3c})),
                        TensorEntry.of("empty", new float[0], 0, 4)));
        var read = TorchFile.open(file);

        assertThat(read.names()).containsExactly("z.weight", "a.count", "half", "empty");
        assertThat(read.tensor("z.weight").floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.tensor("z.weight").shape()).containsExactly(2, 3);
        assertThat(read.tensor("a.count").longs()).containsExactly(1L << 40);
        assertThat(read.tensor("half").floats()).containsExactly(1);
        assertThat(read.tensor("empty").shape()).containsExactly(0, 4);
    }

    @Test
    void writesEqualFilesForEqualTensors() throws IOException {
        var tensors = List.of(TensorEntry.of("a", new float[] {1, 2}, 2));

        TorchFile.write(folder.resolve("x.pt"), tensors);
        var first = Files.readAllBytes(folder.resolve("x.pt"));
        TorchFile.write(folder.resolve("x.pt"), tensors);

        assertThat(folder.resolve("x.pt")).hasBinaryContent(first);
    }

    @Test
    void refusesAPlanWhoseBytesDoNotFit() {
        var plan = new TensorPlan("a", DType.F32, new long[] {2}, () -> ByteBuffer.allocate(4));

        assertThatThrownBy(() -> TorchFile.writePlanned(folder.resolve("x.pt"), List.of(plan)))
                .hasMessageContaining("tensor a")
                .hasMessageContaining("needs 8 bytes, has 4");
        assertThat(folder).isEmptyDirectory();
    }

    // ---- files that nobody should trust

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "builtins, eval",
        "torch, load",
        "torch._utils, _rebuild_sparse_tensor",
        "collections, OrderedDict.fromkeys",
        "torch, ComplexFloatStorage"
    })
    void refusesEveryOtherFunctionByItsName(String module, String name) {
        var file = new PickleBytes()
                .global(module, name)
                .op('(')
                .text("echo")
                .ops("tR.")
                .save(folder);

        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("x.pt is refused: " + module + "." + name + " is not allowed");
    }

    @Test
    void refusesAFunctionNamedOnTheStack() {
        var file = new PickleBytes().text("os").text("system").op(0x93).op('.').save(folder);

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("os.system is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"]q\u0000h\u0000a", "}q\u0000", "N"})
    void refusesAFunctionWhoseNameIsNoText(String name) {
        var file = new PickleBytes().text("torch").ops(name).op(0x93).op('.').save(folder);

        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("where a name belongs");
    }

    @Test
    void refusesInstances() {
        var file = new PickleBytes().ops("(iposix\nsystem\n.").save(folder);

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("posix.system is not allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".|uses a value that it never made",
                "t.|uses a value that it never made",
                ")s.|uses a value that it never made",
                "h7.|recalls value 55",
                "K|ends early",
                "cposix|ends early",
                "KaKaa.|appends to 97",
                "}})s.|uses a dictionary of 0 as a dictionary key",
                "KaKaR.|97 where a tuple belongs",
                "Ka)R.|calls 97",
                ")Q.|refers to a list of 0",
                "Z.|pickle instruction 0x5a is not allowed",
                "K1}b.|setting the state of 49 is not allowed",
            })
    void refusesAPickleThatMakesNoSense(String codes, String message) {
        var bytes = new PickleBytes().ops(codes).bytes();

        assertThatThrownBy(() -> Pickle.load("x.pt", ByteBuffer.wrap(bytes)))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("x.pt")
                .hasMessageContaining(message);
    }

    @Test
    void refusesAPickleThatEndsEarly() {
        var bytes = new PickleBytes().op('X').int32(3).op('a').bytes();

        assertThatThrownBy(() -> Pickle.load("x.pt", ByteBuffer.wrap(bytes)))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("text of 3 bytes");
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "4, 0, 5, 1, leaves its storage",
        "4, 1, 4, 1, leaves its storage",
        "4, 0, 2, 4, leaves its storage",
        "4, 0, 2147483647, 2147483647, leaves its storage",
        "4, 0, 2147483647, 0, 2 GiB",
        "4, 0, 100000000, 0, repeats its elements",
        "5, 0, 4, 1, 16 bytes in record data/0",
        "4, -1, 2, 1, where a size belongs",
        "4, 0, -2, 1, where a size belongs",
    })
    void refusesATensorThatLies(int elements, int offset, int size, int stride, String message) {
        var file = new PickleBytes()
                .ops("}")
                .text("weight")
                .tensor("0", elements, offset, size, stride)
                .ops("s.")
                .record("data/0", 16)
                .save(folder);

        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(MalformedTensorFile.class)
                .hasMessageContaining("x.pt")
                .hasMessageContaining(message);
    }

    @Test
    void namesTheTensorWhoseRecordIsMissing() {
        var file = new PickleBytes()
                .ops("}")
                .text("llm.weight")
                .tensor("9", 4, 0, 4, 1)
                .ops("s.")
                .save(folder);

        assertThatThrownBy(() -> TorchFile.open(file))
                .hasMessageContaining("no record data/9, which tensor llm.weight lies in");
    }

    @Test
    void refusesAContainerThatHoldsItself() {
        var file =
                new PickleBytes().ops("}").text("a").ops("]q\u0000h\u0000as.").save(folder);

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("64 deep");
    }

    @Test
    void unfoldsSharedContainersOnce() {
        var pickle = new PickleBytes().ops("}").text("a").ops("]q\u0000");
        for (int i = 0; i < 50; i++) { // each list holds the one before it twice: 2^50 leaves if it were a tree
            pickle.ops("0](h\u0000h\u0000eq\u0000");
        }
        var file = pickle.ops("s.").save(folder);

        assertThat(TorchFile.open(file).entries()).containsOnlyKeys("a");
    }

    @Test
    void refusesCompressedRecords() throws IOException {
        var file = folder.resolve("x.pt");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("x/data.pkl"));
            zip.write(new byte[1000]);
        }

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("compressed");
    }

    @Test
    void readsLengthsAndPlacesOfZip64() throws IOException {
        var file = folder.resolve("wide.pt");
        TorchFile.write(file, List.of(TensorEntry.of("a", new float[] {1, 2}, 2), TensorEntry.of("b", new long[] {7})));

        Files.write(file, Zip64.widened(Files.readAllBytes(file)));
        var read = TorchFile.open(file);

        assertThat(read.tensor("a").floats()).containsExactly(1, 2);
        assertThat(read.tensor("b").longs()).containsExactly(7);
    }

    @Test
    void refusesARecordThatLeavesTheFile() throws IOException {
        var file = folder.resolve("wide.pt");
        TorchFile.write(file, List.of(TensorEntry.of("a", new float[] {1, 2}, 2)));
        var bytes = Zip64.widened(Files.readAllBytes(file));
        Zip64.moveFirstRecord(bytes, Long.MAX_VALUE - 5);
        Files.write(file, bytes);

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("leaves the file");
    }

    @Test
    void refusesAZipOfSomethingElse() throws IOException {
        var file = folder.resolve("x.pt");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            PickleBytes.put(zip, "readme.txt", new byte[3]);
        }

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("not a file of torch.save");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 21, 100})
    void refusesWhatIsNoZip(int bytes) throws IOException {
        var file = folder.resolve("x.pt");
        Files.write(file, new byte[bytes]);

        assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining("no zip");
    }
}
