package dev.tinywright.cli;

/** Shows an answer on the terminal as it comes, grey and on as many lines as it has. */
record Words(Terminal terminal) {
    private static final String GREY = "\u001b[2m";
    private static final String USUAL = "\u001b[0m";

    void show(String word) {
        terminal.err().print(GREY + Shown.text(word) + USUAL);
        terminal.err().flush();
    }
}
