package io.rowcast.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * Shows how far the rows are: drawn anew in place on a terminal, as a line each time
 * otherwise. One thread.
 */
final class Screen {

    private static final String ERASE_LINE = "\u001b[2K";

    private final PrintStream out;

    private final boolean terminal;

    private final List<String> below;

    private int drawn;

    Screen(PrintStream out, boolean terminal, List<String> below) {
        this.out = out;
        this.terminal = terminal;
        this.below = below;
        if (!terminal) {
            below.forEach(out::println);
        }
    }

    void show(Snapshot snapshot) {
        if (!this.terminal) {
            this.out.println(snapshot.line());
            return;
        }
        StringBuilder text = new StringBuilder();
        if (this.drawn > 0) {
            text.append("\u001b[").append(this.drawn).append('A');
        }
        snapshot.lines().forEach(line -> text.append(ERASE_LINE).append(line).append('\n'));
        text.append(ERASE_LINE).append('\n');
        this.below.forEach(line -> text.append(ERASE_LINE).append(line).append('\n'));
        this.drawn = snapshot.lines().size() + 1 + this.below.size();
        this.out.print(text);
        this.out.flush();
    }

    /**
     * Tells whether the standard output is a terminal; Java can tell only from release 22
     * on.
     */
    static boolean isTerminal() {
        try {
            return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
        }
        catch (IOException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

}
