package dev.tinywright.spec;

import dev.tinywright.board.Board;
import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.List;

/** Compares memory goals with what a board has. */
final class Budgets {
    static final String MORE_THAN_BOARD = " is more than ";

    private Budgets() {}

    /** Returns a problem for each memory goal above what {@code board} has. */
    static List<Diagnosis> problems(List<Goal> goals, Board board) {
        List<Diagnosis> problems = new ArrayList<>();
        for (Goal goal : goals) {
            if (goal.metric() == Metric.FLASH) {
                check(goal, board.chipFlashBytes(), board, problems);
            } else if (goal.metric() == Metric.RAM) {
                check(goal, board.ramBytes(), board, problems);
            }
        }
        return problems;
    }

    private static void check(Goal goal, long has, Board board, List<Diagnosis> problems) {
        if (goal.bound() > has) {
            problems.add(new Diagnosis(
                    "a budget of " + Goals.amount(goal.metric(), goal.bound()) + " "
                            + goal.metric().key() + MORE_THAN_BOARD + board.id() + " has: "
                            + Goals.amount(goal.metric(), (double) has),
                    "",
                    "lower the budget to what the board has, or name a larger board"));
        }
    }
}
