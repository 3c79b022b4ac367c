package dev.yinsong.trainer.dataset;

import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.DatasetView.Side;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Every dataset that a voice ever had. */
@ApplicationScoped
class DatasetHistory {

    private static final int PAGE = 100;

    private final Database database;

    DatasetHistory(Database database) {
        this.database = database;
    }

    /**
     * Some datasets of a voice, newest first, without their clips.
     *
     * @param before only those with a lower number
     */
    Uni<List<DatasetView>> list(String voice, long before) {
        return database.reading(session -> session.createQuery(
                        "from DatasetRow where voice = :voice and revision < :before order by revision desc",
                        DatasetRow.class)
                .setParameter("voice", voice)
                .setParameter("before", before)
                .setMaxResults(PAGE)
                .getResultList()
                .chain(datasets -> clips(session, voice)
                        .chain(clips -> runs(session, voice)
                                .map(runs -> datasets.stream()
                                        .map(dataset -> view(voice, dataset, clips, runs))
                                        .toList()))));
    }

    /** One dataset with its clips; fails with {@link DatasetNotFound}. */
    Uni<DatasetView> get(String voice, long revision) {
        return database.reading(session -> session.find(DatasetRow.class, new DatasetRow.Key(voice, revision))
                .onItem()
                .ifNull()
                .failWith(() -> new DatasetNotFound(voice, revision))
                .chain(dataset -> clips(session, voice)
                        .chain(clips -> runs(session, voice)
                                .map(runs -> view(voice, dataset, clips, runs).with(members(of(clips, revision)))))));
    }

    private static Uni<List<DatasetClipRow>> clips(Mutiny.Session session, String voice) {
        return session.createQuery("from DatasetClipRow where voice = :voice order by clip", DatasetClipRow.class)
                .setParameter("voice", voice)
                .getResultList();
    }

    /** The runs of each dataset. */
    private static Uni<Map<Long, List<UUID>>> runs(Mutiny.Session session, String voice) {
        return session.createQuery(
                        "select r.revision, r.id from RunRow r where r.voice = :voice and r.revision is not null"
                                + " order by r.queuedAt",
                        Object[].class)
                .setParameter("voice", voice)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> (Long) row[0], Collectors.mapping(row -> (UUID) row[1], Collectors.toList()))));
    }

    private static DatasetView view(
            String voice, DatasetRow dataset, List<DatasetClipRow> clips, Map<Long, List<UUID>> runs) {
        return DatasetView.of(
                voice, dataset, of(clips, dataset.revision()), runs.getOrDefault(dataset.revision(), List.of()));
    }

    private static List<DatasetClipRow> of(List<DatasetClipRow> clips, long revision) {
        return clips.stream().filter(clip -> clip.isIn(revision)).toList();
    }

    private static List<DatasetView.Member> members(List<DatasetClipRow> clips) {
        if (clips.size() < Split.LEAST) {
            return clips.stream().map(clip -> clip.member(Side.UNDECIDED)).toList();
        }
        var split = Split.of(clips, DatasetClipRow::clip);
        var members = new ArrayList<DatasetView.Member>();
        split.learned().forEach(clip -> members.add(clip.member(Side.LEARNED)));
        split.heldOut().forEach(clip -> members.add(clip.member(Side.HELD_OUT)));
        members.sort(Comparator.comparing(DatasetView.Member::clip));
        return members;
    }
}
