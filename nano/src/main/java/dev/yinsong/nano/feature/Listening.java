package dev.yinsong.nano.feature;

import dev.yinsong.nano.corpus.Teacher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is heard in training: each kind of voice in its share of the time, however much it said.
 *
 * @param train clips to learn from by what made them
 * @param heldOut other sentences of the same voices
 * @param strangers clips of voices that are never learned from
 */
public record Listening(Map<Teacher.Program, List<Clip>> train, List<Clip> heldOut, List<Clip> strangers) {

    /** Sorts what teachers said. */
    public static Listening of(Map<Teacher, List<Clip>> clips) {
        var train = new EnumMap<Teacher.Program, List<Clip>>(Teacher.Program.class);
        var heldOut = new ArrayList<Clip>();
        var strangers = new ArrayList<Clip>();
        clips.forEach((teacher, said) -> {
            if (teacher.stranger()) {
                strangers.addAll(said);
                return;
            }
            var learned = train.computeIfAbsent(teacher.program(), key -> new ArrayList<>());
            said.forEach(clip -> (clip.heldOut() ? heldOut : learned).add(clip));
        });
        return new Listening(train, heldOut, strangers);
    }

    private static int share(Teacher.Program program) {
        return switch (program) {
            case FLITE -> 40;
            case ESPEAK -> 25;
            case RECORDED -> 35;
        };
    }

    /** A clip to learn from. */
    public Clip draw(RandomGenerator random) {
        int ticket = random.nextInt(
                train.keySet().stream().mapToInt(Listening::share).sum());
        for (var kind : train.entrySet()) {
            ticket -= share(kind.getKey());
            if (ticket < 0) {
                return kind.getValue().get(random.nextInt(kind.getValue().size()));
            }
        }
        throw new IllegalStateException("there is nothing to learn from");
    }

    /** The clips of more than so many mel frames. */
    public Listening longerThan(int frames) {
        var longer = new EnumMap<Teacher.Program, List<Clip>>(Teacher.Program.class);
        train.forEach((kind, clips) -> longer.put(kind, longerThan(clips, frames)));
        longer.values().removeIf(List::isEmpty);
        return new Listening(longer, longerThan(heldOut, frames), longerThan(strangers, frames));
    }

    private static List<Clip> longerThan(List<Clip> clips, int frames) {
        return clips.stream().filter(clip -> clip.frames() > frames).toList();
    }

    /** Every clip, whatever it is for. */
    public List<Clip> all() {
        var all = new ArrayList<>(heldOut);
        all.addAll(strangers);
        train.values().forEach(all::addAll);
        return all;
    }

    /** Some of the held-out clips, from all of them evenly. */
    public List<Clip> heldOut(int count) {
        return spread(heldOut, count);
    }

    /** Some of the strangers' clips, from all of them evenly. */
    public List<Clip> strangers(int count) {
        return spread(strangers, count);
    }

    private static List<Clip> spread(List<Clip> clips, int count) {
        int step = Math.max(1, clips.size() / count);
        return java.util.stream.IntStream.iterate(0, i -> i < clips.size(), i -> i + step)
                .mapToObj(clips::get)
                .toList();
    }
}
