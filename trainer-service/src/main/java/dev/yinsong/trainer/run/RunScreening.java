package dev.yinsong.trainer.run;

import dev.yinsong.common.event.ClipQuarantined;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.dataset.Datasets;
import dev.yinsong.trainer.outbox.Outbox;
import dev.yinsong.trainer.run.Assignment.RunClip;
import dev.yinsong.trainer.screening.Findings;
import dev.yinsong.trainer.screening.Matches;
import dev.yinsong.trainer.screening.Screening;
import dev.yinsong.trainer.screening.Suspect;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Looks through a run's clips before it learns from them. A clip whose text does not seem to be what is said leaves the
 * run and the voice's dataset, and its owner is told.
 */
@ApplicationScoped
class RunScreening {

    private final Trainer trainer;
    private final Screening screening;
    private final Matches matches;
    private final Datasets datasets;
    private final RunLedger ledger;
    private final Outbox outbox;
    private final RunClips runClips;

    RunScreening(
            Trainer trainer,
            Screening screening,
            Matches matches,
            Datasets datasets,
            RunLedger ledger,
            Outbox outbox,
            RunClips runClips) {
        this.trainer = trainer;
        this.screening = screening;
        this.matches = matches;
        this.datasets = datasets;
        this.ledger = ledger;
        this.outbox = outbox;
        this.runClips = runClips;
    }

    /**
     * Looks through a run's clips, in the calling thread.
     *
     * @param pieces each clip is one
     * @param blobs where the clips' features are
     * @return the run with the clips that remain; empty when they are too few now, so that the run has failed
     */
    Optional<Assignment> screen(Assignment run, Pieces pieces, RunBlobs blobs) {
        if (run.screened() || !screening.enabled()) {
            return Optional.of(run);
        }
        var clips = run.clips().all(RunClip::clip);
        var findings = screening.judge(contrasts(clips, pieces, blobs));
        return ledger.write(
                run,
                (session, row) -> quarantine(session, run, clips, findings)
                        .chain(gone -> goOn(session, row, run, gone, findings)));
    }

    /** A contrast for each clip that has one, in nats a token. */
    private Map<UUID, Double> contrasts(List<RunClip> clips, Pieces pieces, RunBlobs blobs) {
        var known = matches.known(clips.stream().map(RunScreening::features).toList(), trainer.baseHash());
        var contrasts = new LinkedHashMap<UUID, Double>();
        for (int i = 0; i < clips.size(); i++) {
            pieces.goOn();
            var clip = clips.get(i);
            var contrast = known.get(features(clip));
            if (contrast == null) {
                contrast = measure(clip, after(clips, i), blobs);
            }
            if (!Double.isNaN(contrast)) {
                contrasts.put(clip.clip(), contrast);
            }
            pieces.done("screening", i + 1, clips.size(), "clips");
        }
        return contrasts;
    }

    private double measure(RunClip clip, List<RunClip> others, RunBlobs blobs) {
        double contrast = trainer.contrast(
                sample(clip, blobs),
                others.stream().map(other -> sample(other, blobs)).toList());
        if (!Double.isNaN(contrast)) {
            matches.keep(features(clip), trainer.baseHash(), contrast);
        }
        return contrast;
    }

    /** The clips that follow one, going round, as many as are compared with. */
    private List<RunClip> after(List<RunClip> clips, int index) {
        return IntStream.rangeClosed(1, Math.min(screening.otherTexts(), clips.size() - 1))
                .mapToObj(step -> clips.get((index + step) % clips.size()))
                .toList();
    }

    private static Trainer.Sample sample(RunClip clip, RunBlobs blobs) {
        return new Trainer.Sample(clip.clip(), blobs.fetch(clip.features()));
    }

    private static String features(RunClip clip) {
        return clip.features().sha256();
    }

    /** Takes the suspects out of the dataset; those that went, for a clip that was accepted stays. */
    private Uni<List<Suspect>> quarantine(
            Mutiny.Session session, Assignment run, List<RunClip> clips, Findings findings) {
        var features = clips.stream().collect(Collectors.toMap(RunClip::clip, RunScreening::features));
        return Multi.createFrom()
                .iterable(findings.suspects())
                .onItem()
                .transformToUniAndConcatenate(suspect -> {
                    var judged = Objects.requireNonNull(features.get(suspect.clip()));
                    return datasets.quarantine(session, suspect.clip(), judged, suspect.reason())
                            .chain(went -> went
                                    ? tell(session, run, suspect, judged).replaceWith(List.of(suspect))
                                    : Uni.createFrom().item(List.<Suspect>of()));
                })
                .collect()
                .asList()
                .map(went -> went.stream().flatMap(List::stream).toList());
    }

    private Uni<Void> tell(Mutiny.Session session, Assignment run, Suspect suspect, String features) {
        return outbox.add(
                session,
                new ClipQuarantined(
                        VoiceEvent.idOf(ClipQuarantined.class, suspect.clip(), features),
                        RunRow.now(),
                        run.voice(),
                        suspect.clip(),
                        features,
                        suspect.reason(),
                        suspect.excess()));
    }

    /** Says what was found, and goes on with the clips that remain, if they are enough. */
    private Uni<Optional<Assignment>> goOn(
            Mutiny.Session session, RunRow row, Assignment run, List<Suspect> gone, Findings findings) {
        row.screened();
        int accepted = findings.suspects().size() - gone.size();
        var told = new ArrayList<RunEventRow>();
        told.add(event(
                row,
                "screened",
                findings.summary()
                        + (accepted == 0 ? "" : "; " + accepted + " of them stay, their owner accepted them")));
        gone.forEach(
                suspect -> told.add(event(row, "quarantined", "clip " + suspect.clip() + ": " + suspect.reason())));
        var said = session.persistAll(told.toArray());
        if (gone.isEmpty()) {
            return said.replaceWith(Optional.of(run.lookedThrough()));
        }
        var left = gone.stream().map(Suspect::clip).collect(Collectors.toSet());
        return said.chain(() -> runClips.keep(
                        session, row, run.lookedThrough(), left, gone.size() + " clips were quarantined."))
                .call(remaining -> remaining.isPresent()
                        ? takeWithout(session, row, gone.size())
                        : Uni.createFrom().voidItem());
    }

    private static RunEventRow event(RunRow row, String kind, String message) {
        return new RunEventRow(row.id(), row.say(kind, message));
    }

    /** The run has taken the dataset that is left of its own, unless newer clips are there for the next run to take. */
    private Uni<Void> takeWithout(Mutiny.Session session, RunRow row, int gone) {
        return datasets.lock(session, row.voice())
                .invoke(voice -> {
                    if (row.tookDataset(voice.revision() - gone)) {
                        row.tookInstead(voice.revision());
                        voice.taken();
                    }
                })
                .replaceWithVoid();
    }
}
