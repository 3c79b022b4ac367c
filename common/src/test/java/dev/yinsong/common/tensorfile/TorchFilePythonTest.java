package dev.yinsong.common.tensorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this project writes, read by the original: skipped where Python's torch is not installed. */
class TorchFilePythonTest {

    @TempDir
    Path folder;

    /** Before each test and not before all, so that each counts as skipped. */
    @BeforeEach
    void needsPythonsTorch() throws IOException, InterruptedException {
        assumeTrue(
                python("import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)")
                                .status()
                        == 0,
                "Python's torch is not installed (Debian: apt-get install python3-torch)");
    }

    @Test
    void pythonLoadsWhatWasWritten() throws IOException, InterruptedException {
        var file = folder.resolve("own.pt");
        TorchFile.write(file, ManyKinds.tensors());

        var read = python("""
                import torch
                for safe in (True, False):
                    d = torch.load('%s', weights_only=safe)
                    print(type(d).__name__, list(d))
                    for k, v in d.items():
                        print(k, v.dtype, list(v.shape), v.tolist(), v.is_contiguous())
                """.formatted(file));

        var once = """
                OrderedDict ['b.weight', 'a.count', 'half', 'brain', 'flag', 'empty']
                b.weight torch.float32 [2, 3] [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]] True
                a.count torch.int64 [] 1099511627776 True
                half torch.float16 [1] [1.0] True
                brain torch.bfloat16 [1] [2.0] True
                flag torch.bool [2] [False, True] True
                empty torch.float32 [0, 4] [] True
                """;
        assertThat(read.output()).isEqualTo(once + once);
        assertThat(read.status()).isZero();
    }

    @Test
    void readsWhatPythonWrites() throws IOException, InterruptedException {
        var file = folder.resolve("python.pt");
        var written = python("""
                import torch
                m = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
                with torch.no_grad():
                    m[0].weight.copy_(torch.arange(6.).view(2, 3))
                d = m.state_dict()
                d['epoch'] = 3
                torch.save(d, '%s')
                """.formatted(file));
        assertThat(written.output()).isEmpty();

        var read = TorchFile.open(file);

        assertThat(read.names())
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked");
        assertThat(read.tensor("0.weight").floats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(read.entries()).containsEntry("epoch", 3L);
    }

    private record Run(int status, String output) {}

    private static Run python(String script) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/usr/bin/python3", "-c", script));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            return new Run(-1, "no python3: " + e.getMessage());
        }
    }
}
