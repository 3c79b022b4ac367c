package dev.yinsong.synth.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A model as OpenAI's clients read it.
 *
 * @param created seconds since 1970
 */
record Model(
        String id,
        String object,
        long created,
        @JsonProperty("owned_by") String ownedBy) {}
