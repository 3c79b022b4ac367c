package dev.yinsong.ingest;

import dev.yinsong.access.Rule;
import dev.yinsong.access.Rules;
import dev.yinsong.common.key.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What callers of this service must be allowed to, and what the audit log calls what they do. */
class IngestRules {

    @Produces
    @Singleton
    Rules rules() {
        return Rules.of(
                Rule.reading("v1/studio", Role.UPLOAD, Role.TRAIN, Role.PROMOTE, Role.SPEAK),
                Rule.reading("v1/voices(/[^/]+)?", Role.UPLOAD, Role.TRAIN, Role.PROMOTE),
                Rule.reading(".*", Role.UPLOAD),
                Rule.doing("create-voice", "POST", "v1/voices", Role.UPLOAD),
                Rule.doing("upload", "POST", "v1/voices/[^/]+/.*", Role.UPLOAD),
                Rule.doing("delete", "DELETE", ".*", Role.UPLOAD),
                Rule.doing("change", "*", ".*", Role.UPLOAD));
    }
}
