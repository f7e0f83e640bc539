package dev.tinywright.mind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server, on this machine's loopback address alone. A model called {@code missing} is not there, the key {@code invalid} is
 * refused; every other model name and key is taken, and each model name has errors of its own.
 */
public final class MindServer implements AutoCloseable {
    static {
        // Without this each answer of several packets waits for the client's delayed acknowledgement, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Options options;
    private final ExchangeLog log;
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<Long, Integer> timesAsked = new ConcurrentHashMap<>();

    /**
     * What a server is like.
     *
     * @param port 0 takes a free one
     * @param ollamaWindow in tokens, for requests of Ollama's protocol that set none
     * @param window in tokens, of the others; a longer prompt is refused
     * @param log file that exchanges are appended to
     */
    public record Options(int port, Faults faults, int ollamaWindow, int window, Optional<Path> log, Mind mind) {
        /** Ollama's own default since its version 0.6.7; newer ones choose by the memory of the graphics card. */
        public static final int OLLAMA_WINDOW = 4096;

        public static Options of(Faults faults) {
            return new Options(0, faults, OLLAMA_WINDOW, 128_000, Optional.empty(), new ScriptedMind());
        }

        public Options withPort(int newPort) {
            return new Options(newPort, faults, ollamaWindow, window, log, mind);
        }

        public Options withLog(Path newLog) {
            return new Options(port, faults, ollamaWindow, window, Optional.of(newLog), mind);
        }

        public Options withWindow(int newWindow) {
            return new Options(port, faults, newWindow, newWindow, log, mind);
        }

        /** Returns options with a mind of the caller's, whose answers get the same faults. */
        public Options withMind(Mind newMind) {
            return new Options(port, faults, ollamaWindow, window, log, newMind);
        }
    }

    private MindServer(Options options) throws IOException {
        this.options = options;
        this.log = new ExchangeLog(options.log());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** @throws IOException where the port is taken */
    public static MindServer start(Options options) throws IOException {
        return new MindServer(options);
    }

    /** @throws IOException where no port is free */
    public static MindServer start(Faults faults) throws IOException {
        return start(Options.of(faults));
    }

    /** Returns {@code http://127.0.0.1:port}; OpenAI's and Mistral's clients want it with {@code /v1}, Gemini's with {@code /v1beta}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns all exchanges so far, in the order in which their requests came. */
    public List<Exchange> exchanges() {
        return log.exchanges();
    }

    /** Ends all connections, held ones too. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Runs a server until standard input ends; prints its address. */
    public static void main(String... words) throws IOException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (MindServer server = start(arguments.options())) {
            System.out.println(server.url());
            if (arguments.portFile().isPresent()) {
                write(arguments.portFile().get(), server.url());
            }
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Whole or not at all: whoever waits for the file reads it as soon as it is there. */
    private static void write(Path file, String url) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, url + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath();
            Optional<Protocol> protocol = Protocol.at(path, options.ollamaWindow());
            if (http.getRequestMethod().equals("GET") && protocol.isEmpty()) {
                list(http, path);
            } else if (protocol.isEmpty()) {
                sender(http, new OpenAiProtocol()).error(404, "Invalid URL (" + path + ")");
            } else {
                converse(http, protocol.get(), path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sender sender(HttpExchange http, Protocol protocol) {
        return new Sender(http, protocol, options.faults().timings());
    }

    /** The models that there are, in the words of OpenAI, Ollama and Gemini. */
    private void list(HttpExchange http, String path) throws IOException {
        ObjectNode list = Protocol.object();
        if (path.endsWith("/api/tags")) {
            list.putArray("models").addObject().put("name", "mind").put("model", "mind");
        } else if (path.contains("/v1beta/")) {
            list.putArray("models").addObject().put("name", "models/mind");
        } else if (path.endsWith("/models")) {
            list.put("object", "list")
                    .putArray("data")
                    .addObject()
                    .put("id", "mind")
                    .put("object", "model");
        }
        sender(http, new OpenAiProtocol()).json(list.isEmpty() ? 404 : 200, list.toString());
    }

    private void converse(HttpExchange http, Protocol protocol, String path) throws IOException, InterruptedException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked asked;
        try {
            JsonNode json = Protocol.JSON.readTree(body);
            asked = protocol.read(path, json);
        } catch (JsonProcessingException e) {
            sender(http, protocol).error(400, "We could not parse the JSON body of your request.");
            return;
        }
        Optional<Refusal> refusal = refusal(http, protocol, asked);
        if (refusal.isPresent()) {
            sender(http, protocol).error(refusal.get().status(), refusal.get().message());
            return;
        }
        Prompt prompt = Prompt.of(asked.text());
        Draw draw = draw(asked, prompt);
        Answer answer = answer(prompt, draw, asked.mostTokens());
        log.add(exchange(http, protocol, path, body, asked, prompt, draw, answer));
        sender(http, protocol).send(asked, answer, draw.fault());
    }

    private record Refusal(int status, String message) {}

    private Optional<Refusal> refusal(HttpExchange http, Protocol protocol, Asked asked) {
        boolean isKeyInvalid = http.getRequestHeaders().values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> value.equals("invalid") || value.equals("Bearer invalid"));
        if (isKeyInvalid) {
            return Optional.of(new Refusal(401, "Incorrect API key provided."));
        }
        if (asked.model().equals("missing")) {
            return Optional.of(new Refusal(404, "model 'missing' not found"));
        }
        if (!(protocol instanceof OllamaProtocol) && asked.inputTokens() > options.window()) {
            return Optional.of(new Refusal(
                    400,
                    "This model's maximum context length is " + options.window()
                            + " tokens. However, your messages resulted in " + asked.inputTokens() + " tokens."));
        }
        return Optional.empty();
    }

    /** A fault, and the random numbers that it is made with. */
    private record Draw(int number, Optional<Fault> fault, SplittableRandom random) {}

    private Draw draw(Asked asked, Prompt prompt) {
        int number = requests.getAndIncrement();
        long ofAsked = hash(options.faults().seed(), asked.model() + "\n" + asked.text());
        // How often the same was asked, not how many requests there were: so what one client sees does not hang on what
        // others do.
        int time = timesAsked.merge(ofAsked, 1, Integer::sum);
        String moment = time + " " + asked.seed().orElse(0);
        long ofMoment = hash(ofAsked, moment);
        SplittableRandom ofText = new SplittableRandom(asked.temperature() > 0 ? hash(ofMoment, "text") : ofAsked);
        Optional<Fault> fault = options.faults().draw(number, prompt.job(), ofText, new SplittableRandom(ofMoment));
        return new Draw(number, fault, ofText);
    }

    /** FNV-1a, 64 bits. */
    private static long hash(long seed, String text) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private Answer answer(Prompt prompt, Draw draw, int mostTokens) {
        String right = options.mind().answer(prompt);
        return draw.fault()
                .filter(fault -> fault.kind() != Fault.Kind.TRANSPORT)
                .map(fault -> Spoiler.spoil(fault, prompt, right, mostTokens, draw.random()))
                .orElse(new Answer(right, false))
                .within(mostTokens);
    }

    private static Exchange exchange(
            HttpExchange http,
            Protocol protocol,
            String path,
            String body,
            Asked asked,
            Prompt prompt,
            Draw draw,
            Answer answer) {
        return new Exchange(
                draw.number(),
                protocol.name(),
                path,
                headers(http),
                body,
                asked.model(),
                asked.temperature(),
                asked.text(),
                prompt.job(),
                prompt.isRepair(),
                draw.fault(),
                Sender.status(draw.fault()),
                answer.text(),
                asked.inputTokens(),
                answer.tokens());
    }

    private static Map<String, String> headers(HttpExchange http) {
        Map<String, String> headers = new TreeMap<>();
        http.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean isSecret = lower.contains("auth") || lower.contains("key") || lower.contains("token");
            headers.put(lower, isSecret ? "(not kept)" : String.join(", ", values));
        });
        return headers;
    }
}
