package dev.yinsong.synth.model;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The models over HTTP, in OpenAI's shape and in the one that Open WebUI asks for. */
@Path("/")
@Tag(name = "models")
class ModelResource {

    private final Models models;

    ModelResource(Models models) {
        this.models = models;
    }

    /** Every name that a speech request may give as its model. */
    @GET
    @Path("v1/models")
    @Operation(summary = "Names that a speech request may give as its model")
    public ModelList list() {
        return new ModelList("list", models.list());
    }

    /** One of them. */
    @GET
    @Path("v1/models/{id}")
    @Operation(summary = "One model, or 404")
    public Model get(@RestPath String id) {
        return models.find(id);
    }

    /** The same list as Open WebUI reads it. */
    @GET
    @Path("v1/audio/models")
    @Operation(hidden = true)
    public AudioModelList audioModels() {
        return new AudioModelList(models.list());
    }

    /** The same. */
    @GET
    @Path("audio/models")
    @Operation(hidden = true)
    public AudioModelList audioModelsWithoutVersion() {
        return audioModels();
    }

    /** OpenAI's list. */
    record ModelList(String object, List<Model> data) {}

    /** Open WebUI's list. */
    record AudioModelList(List<Model> models) {}
}
