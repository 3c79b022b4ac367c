package dev.yinsong.trainer;

import dev.yinsong.access.Rule;
import dev.yinsong.access.Rules;
import dev.yinsong.common.key.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What callers of this service must be allowed to, and what the audit log calls what they do. */
class TrainerRules {

    @Produces
    @Singleton
    Rules rules() {
        return Rules.of(
                Rule.reading(".*", Role.TRAIN, Role.PROMOTE),
                Rule.doing("promote", "POST", "v1/voices/[^/]+/versions.*", Role.PROMOTE),
                Rule.doing("import", "POST", "v1/voices/[^/]+/imports", Role.PROMOTE),
                Rule.doing("train", "POST", "v1/voices/[^/]+/runs", Role.TRAIN),
                Rule.doing("cancel", "POST", "v1/runs/[^/]+/cancel", Role.TRAIN),
                Rule.doing("set-policy", "PUT", "v1/voices/[^/]+/policy", Role.TRAIN),
                Rule.doing("delete", "DELETE", ".*", Role.TRAIN),
                Rule.doing("change", "*", ".*", Role.TRAIN));
    }
}
