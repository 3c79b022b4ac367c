package dev.yinsong.cosyvoice.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training on disk: one safetensors file of all tensors, whose metadata hold the rest, so that one rename makes it
 * whole.
 */
final class SavedState {

    private static final String FILE = "state.safetensors";
    private static final String KEY = "training";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What must be the same when the training goes on.
     *
     * @param base hash of the base model
     * @param settings their text
     * @param clips ids of the clips that it learns from, in order
     * @param heldOut ids of the clips that it is judged by, in order
     */
    record Subject(String base, String settings, List<String> clips, List<String> heldOut) {

        static Subject of(String base, TrainingSettings settings, List<Example> clips, List<Example> heldOut) {
            return new Subject(base, settings.toString(), ids(clips), ids(heldOut));
        }

        private static List<String> ids(List<Example> clips) {
            return clips.stream().map(Example::id).toList();
        }

        /** @throws OtherTraining when another is not the same */
        void mustBe(Subject other) {
            if (!base.equals(other.base)) {
                throw new OtherTraining("the saved state is of a training of another base model");
            }
            if (!settings.equals(other.settings)) {
                throw new OtherTraining("the saved state is of a training with other settings");
            }
            if (!equals(other)) {
                throw new OtherTraining("the saved state is of a training on other clips");
            }
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true) // older states hold other things
    private record Rest(
            @Nullable Subject subject, // none in states of before it was kept
            Position position,
            Map<String, LossLog.State> logs,
            Map<String, List<BestStates.Kept>> best) {}

    private SavedState() {}

    static void write(Path directory, Subject subject, Position position, List<Trainee> trainees) {
        var entries = new ArrayList<TensorEntry>();
        var logs = new LinkedHashMap<String, LossLog.State>();
        var best = new LinkedHashMap<String, List<BestStates.Kept>>();
        for (var trainee : trainees) {
            logs.put(trainee.network.key(), trainee.log().state());
            best.put(trainee.network.key(), trainee.best().kept());
            trainee.state().forEach((group, tensors) -> {
                for (int i = 0; i < tensors.size(); i++) {
                    var tensor = tensors.get(i);
                    entries.add(TensorEntry.of(name(trainee, group, i), tensor.floats(), tensor.shape()));
                }
            });
        }
        try {
            Files.createDirectories(directory);
            var draft = directory.resolve(FILE + ".part");
            var rest = JSON.writeValueAsString(new Rest(subject, position, logs, best));
            SafeTensors.write(draft, entries, Map.of(KEY, rest));
            Files.move(
                    draft,
                    directory.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save the training in " + directory + ": " + e.getMessage(), e);
        }
    }

    static Position read(Path directory, Subject subject, List<Trainee> trainees) {
        var file = SafeTensors.open(directory.resolve(FILE));
        var rest = rest(file);
        if (rest.subject == null) {
            throw new OtherTraining("the saved state does not say of which training it is");
        }
        rest.subject.mustBe(subject);
        for (var trainee : trainees) {
            var log = rest.logs.get(trainee.network.key());
            var best = rest.best.get(trainee.network.key());
            if (log == null || best == null) {
                throw new IllegalArgumentException(file.source() + " has no state of the " + trainee.network.key());
            }
            trainee.restore(LossLog.resume(log), best);
            trainee.state().forEach((group, tensors) -> {
                for (int i = 0; i < tensors.size(); i++) {
                    restore(tensors.get(i), file.tensor(name(trainee, group, i)));
                }
            });
        }
        return rest.position;
    }

    private static Rest rest(SafeTensors file) {
        try {
            return JSON.readValue(file.metadata().getOrDefault(KEY, ""), Rest.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(file.source() + " is not the state of a training: " + e.getMessage(), e);
        }
    }

    private static void restore(Tensor tensor, TensorEntry saved) {
        try (var scope = Scope.open()) {
            tensor.assign(Tensor.of(saved.floats(), saved.shape()));
        }
    }

    private static String name(Trainee trainee, String group, int index) {
        return trainee.network.key() + "." + group + "." + index;
    }
}
