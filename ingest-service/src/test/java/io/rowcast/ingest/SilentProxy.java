package io.rowcast.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server, and can fall silent as a network does in which a
 * machine or a firewall is lost: nothing is refused, nothing is closed, nothing arrives.
 */
public final class SilentProxy implements AutoCloseable {

    private final String host;

    private final int port;

    private final ServerSocket clients;

    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private volatile Network network = new Network();

    /** Forwards to a server. */
    public SilentProxy(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            this.clients = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return this.clients.getLocalPort();
    }

    /** What is open, or is opened from now on, gets no answer any more. */
    public void fallSilent() {
        this.network.isSilent = true;
    }

    /** What is opened from now on is forwarded; what was open stays as it is. */
    public void answerNewConnections() {
        this.network = new Network();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = this.clients.accept();
                this.open.add(client);
                Network through = this.network;
                if (!through.isSilent) {
                    Socket server = new Socket(this.host, this.port);
                    this.open.add(server);
                    Thread.ofVirtual().start(() -> forward(client, server, through));
                    Thread.ofVirtual().start(() -> forward(server, client, through));
                }
            }
        }
        catch (IOException ex) {
            // Closed.
        }
    }

    private static void forward(Socket from, Socket to, Network through) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int count = in.read(buffer);
            while (count > 0 && !through.isSilent) {
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
            if (!through.isSilent) {
                to.close();
            }
        }
        catch (IOException ex) {
            // The other direction has closed it.
        }
    }

    @Override
    public void close() throws IOException {
        this.clients.close();
        for (Socket socket : this.open) {
            socket.close();
        }
    }

    /** What connections go through; one that is silent stays so. */
    private static final class Network {

        private volatile boolean isSilent;

    }

}
