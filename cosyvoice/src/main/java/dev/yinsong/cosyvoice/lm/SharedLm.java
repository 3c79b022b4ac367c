package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.RowUpdates;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Team;
import java.util.ArrayList;
import java.util.List;

/**
 * The language model as the speakers of a batch use it together: the weights of their base, which a step reads once for
 * several of them, and the low-rank update of each speaker. A team of threads takes the step. For one thread.
 */
final class SharedLm implements AutoCloseable {

    /** As many as cost no more than one, where reading the weights from memory is the cost. */
    private static final int MANY = 8;

    /** Where weights stay in the processor's caches, each row costs; one alone is still computed as two. */
    private static final int FEW = 2;

    /** A member's part of the steps. */
    interface Steps extends AutoCloseable {

        /**
         * Reads one token of each row, whose caches have room for it and do not count it yet.
         *
         * @param caches of the rows; further rows are read as the last one's and leave no trace
         * @return the scores of the next tokens, row behind row; every member gets the same
         */
        float[] scores(List<LowRanks> voices, int[] tokens, List<KvCache> caches);

        /** Frees what was made for other rows than these. */
        void keepOnly(List<List<LowRanks>> used);

        @Override
        void close();
    }

    private final int most;
    private final Team team;
    private final List<Steps> shares;

    SharedLm(Parameters base, LlmConfig config) {
        var layers = config.encoder();
        this.most = Runtime.fitsIntoCache((long) layers.outputSize() * layers.linearUnits()) ? FEW : MANY;
        this.team = Team.sharing(layers.heads());
        this.shares = team.members().stream()
                .<Steps>map(member -> Runtime.device() == Device.CPU
                        ? new PackedLm(base, config, member, most, most == MANY)
                        : new Unpacked(base, config, member))
                .toList();
    }

    /** Reads the last token of each utterance and leaves it with the scores of its next one. */
    void step(List<Decoding> utterances) {
        var groups = new ArrayList<Group>();
        for (int from = 0; from < utterances.size(); from += most) {
            groups.add(Group.of(utterances.subList(from, Math.min(from + most, utterances.size()))));
        }
        groups.forEach(this::step);
        var used = groups.stream().map(Group::voices).toList();
        shares.forEach(share -> share.keepOnly(used));
    }

    private void step(Group group) {
        var caches = group.utterances.stream().map(Decoding::cache).toList();
        caches.forEach(KvCache::reserveNext);
        float[] scores = team.run(member -> shares.get(member.index()).scores(group.voices, group.tokens, caches));
        caches.forEach(KvCache::advance);
        for (int row = 0; row < group.utterances.size(); row++) {
            group.utterances.get(row).scored(scores, row);
        }
    }

    /** Utterances of one step, and the rows that it is taken with. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, compared by nobody
    private record Group(List<Decoding> utterances, List<LowRanks> voices, int[] tokens) {

        static Group of(List<Decoding> utterances) {
            // Some operations round one row otherwise than several, so who is alone is computed twice: that costs
            // little, for reading the weights is what takes the time.
            var rows = utterances.size() == 1 ? List.of(utterances.getFirst(), utterances.getFirst()) : utterances;
            return new Group(
                    utterances,
                    rows.stream().map(Decoding::updates).toList(),
                    rows.stream().mapToInt(Decoding::last).toArray());
        }
    }

    /** With the base's own weights, on a device where their order does not matter. */
    private static final class Unpacked implements Steps {

        private final RowUpdates updates;
        private final SpeechLm lm;

        Unpacked(Parameters base, LlmConfig config, Team.Member member) {
            this.updates = new RowUpdates(base, member);
            this.lm = new SpeechLm(base.weights().adapted(updates::of), config);
        }

        @Override
        public float[] scores(List<LowRanks> voices, int[] tokens, List<KvCache> caches) {
            updates.use(voices);
            return lm.scores(tokens, caches).floats();
        }

        @Override
        public void keepOnly(List<List<LowRanks>> used) {
            updates.keepOnly(used);
        }

        @Override
        public void close() {
            updates.close();
        }
    }

    @Override
    public void close() {
        team.close();
        shares.forEach(Steps::close);
    }
}
