package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.step.Past;
import dev.yinsong.cosyvoice.step.StepLm;
import dev.yinsong.cosyvoice.tensor.Team;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link SharedLm} whose steps a team of threads takes, each with its part of the weights, on the CPU. */
final class TeamLm implements SharedLm {

    private final Parameters base;
    private final LlmConfig config;
    private final Team team;
    private final @Nullable StepLm[] parts; // of each member, which makes its own at the first step

    TeamLm(Parameters base, LlmConfig config) {
        this.base = base;
        this.config = config;
        this.team = Team.sharing(config.encoder().heads());
        this.parts = new StepLm[team.members().size()];
    }

    @Override
    public void step(List<Decoding> utterances) {
        var voices = utterances.stream().map(Decoding::updates).toList();
        int[] tokens = utterances.stream().mapToInt(Decoding::last).toArray();
        var pasts = utterances.stream().map(Decoding::past).toList();
        pasts.forEach(Past::reserveNext);
        var used = new HashSet<LowRanks>(voices);
        float[] scores = team.run(member -> {
            var part = part(member);
            part.keepOnly(used);
            return part.scores(voices, tokens, pasts);
        });
        pasts.forEach(Past::advance);
        for (int row = 0; row < utterances.size(); row++) {
            utterances.get(row).scored(scores, row);
        }
    }

    private StepLm part(Team.Member member) {
        var part = parts[member.index()];
        if (part == null) {
            part = new StepLm(base, config, member);
            parts[member.index()] = part;
        }
        return part;
    }

    @Override
    public void close() {
        team.close();
        Arrays.stream(parts).filter(Objects::nonNull).forEach(StepLm::close);
    }
}
