package dev.yinsong.access;

import dev.yinsong.common.key.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** A service to call: things of voices. */
@Path("/v1")
public class Things {

    private final Caller caller;

    Things(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Path("voices/{voice}/things")
    public String list(@RestPath String voice) {
        return "things of " + voice + " for " + caller.name();
    }

    @POST
    @Path("voices/{voice}/things")
    public String make(@RestPath String voice) {
        return "made";
    }

    /** A voice that only the body names. */
    @POST
    @Path("speech")
    public String speak(String voice) {
        caller.uses(voice);
        return "spoken";
    }

    @DELETE
    @Path("everything")
    public String unruled() {
        return "gone";
    }

    @Produces
    @Singleton
    static Rules rules() {
        return Rules.of(
                Rule.reading("v1/voices/[^/]+/things", Role.UPLOAD, Role.TRAIN),
                Rule.doing("make", "POST", "v1/voices/[^/]+/things", Role.UPLOAD),
                Rule.doing("speak", "POST", "v1/speech", Role.SPEAK));
    }
}
