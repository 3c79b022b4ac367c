package dev.yinsong.trainer.run;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.gate.Rehearsal;
import dev.yinsong.trainer.gate.TokenAgreement;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Trains nothing, but step by step, and as fast as a test lets it. Its losses follow from the step alone. */
@Alternative
@Singleton
class FakeTrainer implements Trainer {

    static final int STEPS = 20;
    static final String BASE = "ba5e".repeat(16);

    /** The steps that may be taken. */
    final Semaphore allowed = new Semaphore(0);

    /** The sentences that candidates may say, once their tongues are tied. */
    final Semaphore sentences = new Semaphore(0);

    volatile boolean tongueTied;

    /** The archives that may be finished, once there is no ink left; and those that were begun. */
    final Semaphore ink = new Semaphore(0);

    final List<String> archives = new CopyOnWriteArrayList<>();

    volatile boolean outOfInk;

    /** How loud everybody is: what is as long and as loud is the same recording. */
    volatile float amplitude;

    /** Each training's first step. */
    final List<Integer> beginnings = new CopyOnWriteArrayList<>();

    /** How many clips each training learned from, and how many it was judged by. */
    final List<String> sizes = new CopyOnWriteArrayList<>();

    /** How well texts go with clips, where it is not as usual; and which clips were listened to. */
    final Map<UUID, Double> contrasts = new ConcurrentHashMap<>();

    final List<UUID> measured = new CopyOnWriteArrayList<>();

    /** What happens while clips are read. */
    volatile Runnable meanwhile = () -> {};

    volatile double usualContrast;
    volatile boolean better;
    volatile @Nullable String failure;
    volatile boolean outOfMemory;
    volatile long neededMemory;

    /** As good as new. */
    void reset() {
        allowed.drainPermits();
        sentences.drainPermits();
        tongueTied = false;
        ink.drainPermits();
        archives.clear();
        outOfInk = false;
        amplitude = 0;
        beginnings.clear();
        sizes.clear();
        contrasts.clear();
        measured.clear();
        meanwhile = () -> {};
        usualContrast = -1;
        better = true;
        failure = null;
        outOfMemory = false;
        neededMemory = 0;
    }

    @Override
    public void prepare() {
        reset();
    }

    @Override
    public String baseHash() {
        return BASE;
    }

    @Override
    public void check(Path archive) {
        throw new ImportRefused("there is no model to check it by.");
    }

    @Override
    public void rename(Path archive, Path to, String name, int version) {
        throw new UnsupportedOperationException("what was refused isn't renamed");
    }

    @Override
    public TrainingPlan plan(Overrides wanted) {
        var base = YinsongJson.forCosyVoice300M();
        return new TrainingPlan("joint", 7, base.training(), base.stop(), 1, 1, null).with(wanted);
    }

    @Override
    public double contrast(Sample clip, List<Sample> others) {
        measured.add(clip.clip());
        return contrasts.getOrDefault(
                clip.clip(), usualContrast + 0.001 * (clip.clip().hashCode() % 10));
    }

    @Override
    public Training read(TrainingPlan plan, Split<Sample> clips) {
        meanwhile.run();
        clips.all(Sample::clip).forEach(clip -> mustExist(clip.features()));
        return new Training() {
            @Override
            public Need need() {
                return new Need(neededMemory, 0);
            }

            @Override
            public Ending run(@Nullable Path saved, Watch watch) {
                return train(plan, clips, saved, watch);
            }
        };
    }

    private Ending train(TrainingPlan plan, Split<Sample> clips, @Nullable Path saved, Watch watch) {
        int taken = saved == null ? 0 : read(saved);
        beginnings.add(taken + 1);
        sizes.add(clips.learned().size() + "+" + clips.heldOut().size());
        if (saved == null) {
            watch.began(STEPS, losses(0));
        }
        for (int step = taken + 1; step <= STEPS; step++) {
            allowed.acquireUninterruptibly();
            if (outOfMemory) {
                throw new OutOfMemoryError("as a test wants it");
            }
            var failing = failure;
            if (failing != null) {
                throw new IllegalStateException(failing);
            }
            var heldOut = step % 5 == 0 ? losses(step) : null;
            switch (watch.after(new Step(step, STEPS, losses(step), heldOut, 2e-4, Optional.empty()))) {
                case GO_ON -> {}
                case SAVE -> save(watch, step);
                case LEAVE -> {
                    save(watch, step);
                    return new Left();
                }
                case CANCEL -> {
                    return new Cancelled();
                }
            }
        }
        var bad = new Attempt(new Speaker(), result(losses(-1)));
        var good = new Attempt(new Speaker(), result(losses(STEPS)));
        return new Trained(plan.keepBest() == 1 ? List.of(better ? good : bad) : List.of(bad, good));
    }

    private static Result result(Losses heldOutEnd) {
        return new Result("all steps were taken", losses(1), losses(STEPS), losses(0), heldOutEnd);
    }

    static Losses losses(int step) {
        return new Losses(4 - 0.1 * step, 1 - 0.02 * step);
    }

    private static void save(Watch watch, int step) {
        watch.save(step, folder -> {
            try {
                Files.writeString(folder.resolve("step"), Integer.toString(step));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static int read(Path saved) {
        try {
            return Integer.parseInt(Files.readString(saved.resolve("step")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mustExist(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(new NoSuchFileException(file.toString()));
        }
    }

    private Waveform sound(double seconds) {
        var samples = new float[(int) (seconds * 8000)];
        Arrays.fill(samples, amplitude);
        return new Waveform(samples, 8000);
    }

    /** What the base says, whatever the text. */
    Waveform soundOfTheBase() {
        return sound(2.1);
    }

    /** A candidate that sounds like the clips. */
    private final class Speaker implements Candidate {

        @Override
        public Rehearsal rehearse(String language, Optional<Path> current) {
            return new Rehearsal() {
                @Override
                public double expectedSeconds(String text) {
                    return 2;
                }

                @Override
                public Take base(String text) {
                    return take(2.1, 0.2, 0.30);
                }

                @Override
                public Take tuned(String text) {
                    if (tongueTied) {
                        sentences.acquireUninterruptibly();
                    }
                    return take(1.9, 0.7, 0.28);
                }

                @Override
                public Optional<Take> current(String text) {
                    return current.map(_ -> take(2.0, 0.71, 0.29));
                }

                @Override
                public void close() {}
            };
        }

        private Rehearsal.Take take(double seconds, double similarity, double tokenErrors) {
            return new Rehearsal.Take(sound(seconds), true, similarity, new TokenAgreement(0.6, tokenErrors), 0.9);
        }

        @Override
        public void write(Path archive, Card card) {
            archives.add(Json.write(card));
            if (outOfInk) {
                ink.acquireUninterruptibly();
            }
            try {
                Files.writeString(archive, Json.write(card));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }
}
