package io.rowcast.operator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses the body of a change that has fields which nobody reads, or that are no single
 * values, by their names. Spring Boot's endpoints would pass over the first, and refuse
 * the second without a word: a misspelt {@code dryRun} would be a replay.
 */
final class RequestBodyFilter extends OncePerRequestFilter {

    private static final int MOST_BYTES = 64 << 10;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String basePath;

    private final List<RequestFields> fields;

    /**
     * Knows what each endpoint reads.
     * @param basePath of all endpoints
     */
    RequestBodyFilter(String basePath, List<RequestFields> fields) {
        this.basePath = basePath;
        this.fields = List.copyOf(fields);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<RequestFields> known = request.getMethod().equals("POST") ? of(request.getRequestURI())
                : Optional.empty();
        if (known.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        Optional<String> error = error(body, known.get());
        if (error.isEmpty()) {
            chain.doFilter(new ReadRequest(request, body), response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(MAPPER.writeValueAsBytes(Map.of("error", error.get())));
    }

    private Optional<RequestFields> of(String path) {
        return this.fields.stream().filter(each -> {
            String endpoint = this.basePath + "/" + each.endpoint();
            return path.endsWith(endpoint) || path.contains(endpoint + "/");
        }).findFirst();
    }

    private static Optional<String> error(byte[] body, RequestFields known) {
        if (body.length > MOST_BYTES) {
            return Optional.of("the body has more than " + MOST_BYTES + " bytes");
        }
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(body);
            return json.isObject() ? error(json, known) : Optional.of("the body is no JSON object");
        }
        catch (JacksonException ex) {
            return Optional.of("the body is no JSON object");
        }
    }

    private static Optional<String> error(JsonNode json, RequestFields known) {
        return json.propertyStream()
            .filter(field -> !known.names().contains(field.getKey()) || field.getValue().isContainer())
            .map(field -> known.names().contains(field.getKey())
                    ? field.getKey() + ": must be a text, a number, true or false"
                    : field.getKey() + ": no such field; there are " + String.join(", ", new TreeSet<>(known.names())))
            .findFirst();
    }

    /** A request whose body was read already. */
    private static final class ReadRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ReadBody(new ByteArrayInputStream(this.body));
        }

    }

    private static final class ReadBody extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        ReadBody(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return this.bytes.read();
        }

        @Override
        public boolean isFinished() {
            return this.bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("read already");
        }

    }

}
