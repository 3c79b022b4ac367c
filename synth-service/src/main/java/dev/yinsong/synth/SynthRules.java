package dev.yinsong.synth;

import dev.yinsong.access.Rule;
import dev.yinsong.access.Rules;
import dev.yinsong.common.key.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What callers of this service must be allowed to, and what the audit log calls what they do. */
class SynthRules {

    @Produces
    @Singleton
    Rules rules() {
        return Rules.of(Rule.reading(".*", Role.SPEAK), Rule.doing("speak", "POST", ".*", Role.SPEAK));
    }
}
