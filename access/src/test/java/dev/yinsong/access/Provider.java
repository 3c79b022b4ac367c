package dev.yinsong.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An OpenID Connect provider, as far as a service asks one: its description, its public key, and tokens. */
public final class Provider implements QuarkusTestResourceLifecycleManager {

    private static final KeyPair KEYS = keys();
    private static volatile String address = "";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        System.setProperty("yinsong.test.issuer", address); // tests are loaded by another class loader
        System.setProperty(
                "yinsong.test.key",
                Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded()));
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, """
                {"issuer": "%s", "jwks_uri": "%s/jwks", "authorization_endpoint": "%s/authorize",
                 "token_endpoint": "%s/token"}""".formatted(address, address, address, address)));
        server.createContext("/jwks", exchange -> answer(exchange, jwks()));
        server.start();
        return Map.of("yinsong.access.oidc.issuer", address);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    static String token(String name, Set<String> roles, Set<String> voices) {
        return token(name, roles, voices, "yinsong", Duration.ofHours(1));
    }

    static String token(String name, Set<String> roles, Set<String> voices, String audience, Duration expires) {
        return Jwt.issuer(Objects.requireNonNull(System.getProperty("yinsong.test.issuer")))
                .subject("0815")
                .upn(name)
                .audience(audience)
                .claim("roles", roles)
                .claim("voices", voices)
                .issuedAt(Instant.now().minus(Duration.ofHours(2)))
                .expiresAt(Instant.now().plus(expires))
                .jws()
                .keyId("one")
                .sign(privateKey());
    }

    private static java.security.PrivateKey privateKey() {
        try {
            var encoded = Base64.getDecoder().decode(System.getProperty("yinsong.test.key"));
            return java.security.KeyFactory.getInstance("RSA")
                    .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(encoded));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String jwks() {
        var key = (RSAPublicKey) KEYS.getPublic();
        return """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one", "n": "%s", "e": "%s"}]}""".formatted(base64(key.getModulus()), base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        var bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }
}
