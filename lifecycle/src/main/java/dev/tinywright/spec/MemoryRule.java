package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * "32 KB flash and 8 KB RAM", "flash below 16 kilobytes, ram at most 4", "model under 20 KB": an amount of memory, and which
 * memory it limits. A memory word limits one amount only; where none is near, the size of the program, flash, is meant.
 */
final class MemoryRule {
    private static final Set<String> MEMORIES = Vocabulary.words("flash rom eeprom storage ram sram memory dram heap");

    private final Draft draft;
    private final Words words;
    private final Near near;
    private final BitSet taken = new BitSet();
    private Unit lastUnit = Unit.NONE;
    private int pending = -1;

    MemoryRule(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
        this.near = new Near(words);
    }

    void read(Amount amount) {
        if (near.bound(amount) == Near.Bound.LOWER) {
            return; // a lower bound on memory is no budget
        }
        lastUnit = amount.unit();
        int word = memoryWord(amount);
        if (word < 0) {
            OptionalInt model = near.before(amount.from(), Vocabulary.MODEL, Vocabulary.MEMORY_FILLERS);
            int from = model.orElse(near.boundStart(amount.from()));
            draft.goal(Metric.FLASH, amount.base(), from, amount.to());
            return;
        }
        set(amount, amount.base(), word);
    }

    /** Reads a number without a unit as memory where a memory word says so: "ram at most 4" after "16 kilobytes". */
    void readWithoutUnit(Amount amount) {
        OptionalInt before = near.before(amount.from(), MEMORIES, Vocabulary.MEMORY_FILLERS);
        boolean bounded = near.boundStart(amount.from()) < amount.from() || before.orElse(-9) == amount.from() - 1;
        if (before.isEmpty() || taken.get(before.getAsInt()) || !bounded) {
            return;
        }
        if (lastUnit == Unit.NONE) {
            draft.problem(
                    "the budget for " + words.token(before.getAsInt()).text() + ", "
                            + words.text(amount.from(), amount.to()) + ", has no unit",
                    words.text(before.getAsInt(), amount.to()),
                    "say it in bytes, KB or MB");
            words.use(before.getAsInt(), amount.to());
            return;
        }
        set(amount, amount.value() * lastUnit.factor(), before.getAsInt());
    }

    private void set(Amount amount, double bytes, int word) {
        taken.set(word);
        boolean flash = Vocabulary.FLASH.contains(words.key(word))
                || (words.is(word, "memory") && words.is(word - 1, "flash", "program", "rom", "code", "storage"));
        int end = words.is(word + 1, "memory") ? word + 2 : word + 1;
        taken.set(word, end);
        int from = Math.min(near.boundStart(amount.from()), word);
        draft.goal(flash ? Metric.FLASH : Metric.RAM, bytes, from, Math.max(amount.to(), end));
    }

    /** Returns the position of the word that says which memory, or -1. */
    private int memoryWord(Amount amount) {
        OptionalInt before = near.before(amount.from(), MEMORIES, Vocabulary.MEMORY_FILLERS);
        if (before.isPresent() && !taken.get(before.getAsInt())) {
            return firstOfList(before.getAsInt());
        }
        OptionalInt after = near.after(amount.to(), MEMORIES, Vocabulary.MEMORY_FILLERS);
        if (after.isPresent() && !taken.get(after.getAsInt()) && sameBreath(amount.to(), after.getAsInt())) {
            return after.getAsInt();
        }
        int waiting = pending;
        pending = -1;
        return waiting;
    }

    /** "flash and RAM under 32 KB and 8 KB": the first amount is the first word's, the second waits for the next amount. */
    private int firstOfList(int word) {
        boolean list = words.is(word - 1, "and", "/") && words.isIn(word - 2, MEMORIES) && !taken.get(word - 2);
        if (list) {
            pending = word;
            return word - 2;
        }
        return word;
    }

    /** False where "and" begins something new between the amount and the word: "16 KB and RAM below 4 KB". */
    private boolean sameBreath(int from, int word) {
        for (int i = from; i < word; i++) {
            if (words.is(i, "and", ":", "<", "<=", "below", "under")) {
                return false;
            }
        }
        return true;
    }
}
