package io.rowcast.operator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.rowcast.operator.PipelineStatus.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PipelineEndpointTest {

    private static final String TOKEN = "a-token-that-nobody-knows";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext guarded;

    private ConfigurableApplicationContext service = guarded;

    @BeforeAll
    static void startGuarded() {
        guarded = start("--rowcast.operator.token=" + TOKEN);
    }

    @AfterAll
    static void stopGuarded() {
        guarded.close();
        CLIENT.close();
    }

    @BeforeEach
    void forgetRequests() {
        requests().clear();
    }

    /**
     * The management port is another than the service's: the token is asked there too.
     */
    private static ConfigurableApplicationContext start(String setting) {
        return new SpringApplicationBuilder(Application.class).run(
                "--spring.config.import=classpath:rowcast-defaults.yml", "--spring.application.name=service",
                "--server.port=0", "--management.server.port=0", setting);
    }

    private String post(String name, String authorization, String body) {
        HttpRequest.Builder request = request("/actuator/pipeline/" + name).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private String post(String name, String body) {
        return post(name, "Bearer " + TOKEN, body);
    }

    private HttpRequest.Builder request(String path) {
        String port = this.service.getEnvironment().getProperty("local.management.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private List<PipelineRequest> requests() {
        return this.service.getBean(TwoTables.class).requests;
    }

    @Test
    void whatIsDoneAtOnceIsAnsweredWithTheStatus() {
        assertThat(post("public.users", "{\"action\":\"pause\"}")).startsWith("200 ")
            .contains("\"action\":\"pause\"", "\"done\":true", "\"state\":\"PAUSED\"");
        assertThat(requests()).containsExactly(new PipelineRequest("public.users", PipelineAction.PAUSE, null));
        assertThat(send(request("/actuator/health/readiness"))).startsWith("200 ")
            .contains("\"paused\":[\"public.users\"]");
    }

    @Test
    void aPositionMayBeANumber() {
        assertThat(post("public.users", "{\"action\":\"reset\",\"position\":42}")).startsWith("200 ");
        assertThat(requests()).containsExactly(new PipelineRequest("public.users", PipelineAction.RESET, "42"));
    }

    @Test
    void whatTakesTimeIsAcceptedWithoutWaitingForIt() {
        post("public.others", "{\"action\":\"pause\"}");
        Instant asked = Instant.now();
        assertThat(post("public.others", "{\"action\":\"pause\"}")).startsWith("202 ")
            .contains("\"done\":false", "\"status\":null");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    nobody       | {"action":"pause"}                   | 404 {"error":"'nobody' is none of public.others, public.users"}
                    public.users | {"action":"stop"}                    | 400 {"error":"action: 'stop' is none of those that service has: pause, reset"}
                    public.users | {"action":"skip","position":"1"}     | 400 {"error":"action: 'skip' is none of those that service has: pause, reset"}
                    public.users | {}                                   | 400 {"error":"action: 'null' is none of those that service has: pause, reset"}
                    public.users | {"action":"reset"}                   | 400 {"error":"position: reset needs one"}
                    public.users | {"action":"pause","position":"1"}    | 400 {"error":"position: pause takes none"}
                    public.users | {"action":"pause","postion":"1"}     | 400 {"error":"postion: no such field; there are action, position"}
                    public.users | {"action":{"reset":1}}               | 400 {"error":"action: must be a text, a number, true or false"}
                    public.users | ["pause"]                            | 400 {"error":"the body is no JSON object"}
                    public.users | pause                                | 400 {"error":"the body is no JSON object"}
                    public.users | {"action":"reset","position":"east"} | 400 {"error":"position: 'east' is no number"}
                    """)
    void aWrongRequestIsRefusedWithWhatIsAllowed(String name, String body, String answer) {
        assertThat(post(name, body)).isEqualTo(answer);
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "'', a change needs the header", "Bearer wrong, the token is not that of rowcast.operator.token",
            "Bearer, a change needs the header", TOKEN + ", a change needs the header" })
    void aChangeWithoutTheTokenIsRefused(String authorization, String reason, CapturedOutput output) {
        assertThat(post("public.users", authorization, "{\"action\":\"pause\"}")).startsWith("401 ").contains(reason);
        assertThat(send(request("/actuator/pipeline"))).startsWith("200 ");
        assertThat(requests()).isEmpty();
        assertThat(output).doesNotContain(TOKEN);
        assertThat(this.service.getBean(OperatorProperties.class).toString()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = { "--x=y", "--rowcast.operator.token=" })
    void withoutAConfiguredTokenEveryChangeIsRefused(String argument) {
        try (ConfigurableApplicationContext unguarded = start(argument)) {
            this.service = unguarded;
            assertThat(post("public.users", "{\"action\":\"pause\"}"))
                .isEqualTo("403 {\"error\":\"changes are refused because rowcast.operator.token is not set\"}");
            assertThat(post("public.users", "Bearer ", "{\"action\":\"pause\"}")).startsWith("403 ");
            assertThat(requests()).isEmpty();
        }
    }

    /**
     * One table of this replica, which is paused by what it is asked, and one of another.
     */
    static final class TwoTables implements Pipeline {

        private final List<PipelineRequest> requests = new ArrayList<>();

        @Override
        public List<PipelineStatus> statuses() {
            return List.of(new PipelineStatus("public.users", this.requests.isEmpty() ? State.RUNNING : State.PAUSED,
                    "5", null, 0, 0, null, Instant.EPOCH));
        }

        @Override
        public Collection<String> names() {
            return Set.of("public.users", "public.others");
        }

        @Override
        public Set<PipelineAction> actions() {
            return Set.of(PipelineAction.RESET, PipelineAction.PAUSE);
        }

        @Override
        public CompletionStage<Void> ask(PipelineRequest request) {
            if ("east".equals(request.position())) {
                throw new RefusedRequestException("position: 'east' is no number");
            }
            if (request.name().equals("public.others")) {
                return new CompletableFuture<>();
            }
            this.requests.add(request);
            return CompletableFuture.completedFuture(null);
        }

    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        TwoTables pipeline() {
            return new TwoTables();
        }

    }

}
