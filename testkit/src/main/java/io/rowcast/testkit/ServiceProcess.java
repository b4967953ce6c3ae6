package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * A Spring Boot service of this project, run from its executable jar, or from the class
 * path of a test, in a JVM of its own that ends with this one at the latest. It listens
 * on a free port, which it keeps over all restarts. Settings may be changed between two
 * starts.
 *
 * <p>
 * All methods block until what they say has happened. They are for one thread at a time,
 * except {@link #close()}.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(45);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private static final String READINESS = "/actuator/health/readiness";

    private static final int OK = 200;

    private final String name;

    private final BiFunction<JavaCommand, List<String>, List<String>> program;

    private final DataFolder folder;

    private final Port port = Port.reserve();

    private final Map<String, String> arguments = new LinkedHashMap<>();

    private final Map<String, String> environment = new LinkedHashMap<>();

    private final List<String> jvmOptions = new ArrayList<>();

    private int heapMegabytes = 256;

    private ServerLog log;

    private volatile @Nullable GuardedProcess process;

    private boolean closed;

    private ServiceProcess(String name, BiFunction<JavaCommand, List<String>, List<String>> program) {
        this.name = name;
        this.program = program;
        this.folder = DataFolder.temporary("service");
        this.log = new ServerLog(this.folder.path().resolve("service.log"));
    }

    /**
     * Creates a service that does not run yet.
     * @param jar an executable jar
     */
    public static ServiceProcess of(Path jar) {
        Path file = jar.toAbsolutePath();
        return new ServiceProcess(file.getFileName().toString(), (java, words) -> java.jar(file, words));
    }

    /**
     * Creates a service that does not run yet, on the class path of this JVM.
     * @param application the class with the main method
     */
    public static ServiceProcess of(Class<?> application) {
        // Surefire hides the class path behind a jar that has but a manifest.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ServiceProcess(application.getSimpleName(),
                (java, words) -> java.mainClass(classPath, application.getName(), words.toArray(String[]::new)));
    }

    /**
     * Sets a property, handed over as the argument {@code --key=value}.
     */
    public ServiceProcess with(String key, String value) {
        this.arguments.put(key, value);
        return this;
    }

    /**
     * Sets properties, see {@link #with(String, String)}.
     */
    public ServiceProcess with(Map<String, String> properties) {
        this.arguments.putAll(properties);
        return this;
    }

    /**
     * Sets a variable of the environment.
     */
    public ServiceProcess withEnvironment(String name, String value) {
        this.environment.put(name, value);
        return this;
    }

    /**
     * Adds an option of the JVM.
     */
    public ServiceProcess withJvmOption(String option) {
        this.jvmOptions.add(option);
        return this;
    }

    /**
     * Sets the largest heap; 256 MB if not called.
     */
    public ServiceProcess withHeapMegabytes(int megabytes) {
        this.heapMegabytes = megabytes;
        return this;
    }

    /**
     * Appends all output to a file, which stays; if not called, the log goes when this
     * object is closed.
     */
    public ServiceProcess withLog(Path file) {
        this.log = new ServerLog(file.toAbsolutePath());
        return this;
    }

    /**
     * Starts the service and does not wait for it, see {@link #awaitReady(Duration)}.
     * Does nothing if it runs.
     * @throws IllegalStateException if it is closed
     */
    public synchronized ServiceProcess start() {
        if (this.closed) {
            throw new IllegalStateException(this.name + " is closed");
        }
        if (!isRunning()) {
            this.log.startRun();
            this.process = GuardedProcess.start(new ProcessLaunch(command(), this.environment, this.folder.path(),
                    this.log.file(), this.folder.scratch()));
        }
        return this;
    }

    private List<String> command() {
        List<String> words = new ArrayList<>();
        words.add("--server.port=" + this.port.number());
        this.arguments.forEach((key, value) -> words.add("--" + key + "=" + value));
        List<String> options = new ArrayList<>(List.of("-Xmx" + this.heapMegabytes + "m"));
        options.addAll(this.jvmOptions);
        return this.program.apply(new JavaCommand(options.toArray(String[]::new)), words);
    }

    /**
     * Waits until {@code /actuator/health/readiness} answers 200.
     * @throws IllegalStateException if the service ends before or the time is over, with
     * the end of its log
     */
    public ServiceProcess awaitReady(Duration timeout) {
        Callable<Boolean> ready = () -> HttpProbe.get(uri(READINESS), REQUEST_TIMEOUT).statusCode() == OK;
        new Readiness(this.name, this::isRunning, this.log::tail).await(ready, timeout);
        return this;
    }

    /**
     * Ends the service with SIGKILL. Does nothing if it does not run.
     */
    public void kill() {
        if (this.process != null) {
            this.process.kill();
        }
    }

    /**
     * Ends the service with SIGTERM, and with SIGKILL if that takes more than 45 s. Does
     * nothing if it does not run.
     */
    public void stop() {
        if (this.process != null) {
            this.process.stop(Signal.TERM, STOP_TIMEOUT);
        }
    }

    /**
     * Stops the service if it runs, and starts it without waiting for it.
     */
    public ServiceProcess restart() {
        stop();
        return start();
    }

    /**
     * Freezes the service with SIGSTOP until {@link #resume()}.
     */
    public void pause() {
        running().pause();
    }

    public void resume() {
        running().resume();
    }

    /**
     * Tells whether the process was started and has not ended; a paused one runs.
     */
    public boolean isRunning() {
        return this.process != null && this.process.isRunning();
    }

    public int port() {
        return this.port.number();
    }

    /**
     * Returns the process id of the running JVM.
     */
    public long pid() {
        return running().pid();
    }

    /**
     * Returns the file with all output of all runs.
     */
    public Path log() {
        return this.log.file();
    }

    /**
     * Gets a page of the service.
     * @param path a path that starts with a slash, and perhaps a query
     * @return the body, whatever the status
     */
    public String get(String path) {
        try {
            HttpResponse<String> response = HttpProbe.get(uri(path), REQUEST_TIMEOUT);
            return response.body();
        }
        catch (IOException ex) {
            throw new UncheckedIOException("No answer to GET " + uri(path), ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in GET " + uri(path), ex);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + this.port.number() + path);
    }

    private GuardedProcess running() {
        if (this.process == null || !this.process.isRunning()) {
            throw new IllegalStateException(this.name + " is not running");
        }
        return this.process;
    }

    /**
     * Kills the service for good.
     */
    @Override
    public void close() {
        synchronized (this) {
            this.closed = true;
        }
        kill();
        this.port.close();
        this.folder.discard();
    }

}
