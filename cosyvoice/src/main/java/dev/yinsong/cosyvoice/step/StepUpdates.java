package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.nn.LowRank;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.tensor.Team;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The low-rank updates of the voices in a step, a row each, of what one member of a team computes: y + (α/r) B A x. Copied
 * when a voice first speaks. For the member's thread.
 */
final class StepUpdates {

    /** A layer, of which the member has some of the inputs or some of the outputs. */
    private record Place(String layer, boolean someInputs) {}

    /**
     * A member's part of an update.
     *
     * @param a [rank, in]
     * @param b (α/r) Bᵀ [rank, out]
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Factors(int rank, float[] a, float[] b) {

        private static final Factors NONE = new Factors(0, new float[0], new float[0]);

        void addTo(float[] y, int yAt, float[] x, int xAt) {
            for (int i = 0; i < rank; i++) {
                int in = a.length / rank, out = b.length / rank;
                float read = Lanes.dot(x, xAt, a, i * in, in);
                Lanes.addScaled(read, b, i * out, y, yAt, out);
            }
        }
    }

    private final Team.Member member;
    private final List<Place> places = new ArrayList<>();
    private final Map<LowRanks, @Nullable Factors[]> made = new HashMap<>();
    private List<LowRanks> rows = List.of();

    StepUpdates(Team.Member member) {
        this.member = member;
    }

    /** Where the updates of a layer are found that the member has some of the outputs of. */
    int ofSomeOutputs(String layer) {
        return place(new Place(layer, false));
    }

    /** Where the updates of a layer are found that the member has some of the inputs of. */
    int ofSomeInputs(String layer) {
        return place(new Place(layer, true));
    }

    private int place(Place place) {
        places.add(place);
        return places.size() - 1;
    }

    /** Puts the voices of a step's rows in force. */
    void use(List<LowRanks> voices) {
        rows = voices;
    }

    /** Forgets all voices but these. */
    void keepOnly(Collection<LowRanks> used) {
        made.keySet().retainAll(used);
    }

    /** Adds to each row's y what its voice's update makes of its x. */
    void addTo(Rows y, int offset, Rows x, int place) {
        for (int row = 0; row < rows.size(); row++) {
            factors(rows.get(row), place).addTo(y.values, y.at(row) + offset, x.values, x.at(row));
        }
    }

    private Factors factors(LowRanks voice, int place) {
        var own = made.computeIfAbsent(voice, absent -> new Factors[places.size()]);
        var factors = own[place];
        if (factors == null) {
            factors = factors(places.get(place), voice.of(places.get(place).layer));
            own[place] = factors;
        }
        return factors;
    }

    private Factors factors(Place place, @Nullable LowRank update) {
        if (update == null) {
            return Factors.NONE;
        }
        var a = place.someInputs ? member.part(update.a(), 1) : update.a();
        var b = place.someInputs ? update.b() : member.part(update.b(), 0);
        return new Factors(
                a.size(0), a.floats(), b.mul(update.scale()).transposed().floats());
    }
}
