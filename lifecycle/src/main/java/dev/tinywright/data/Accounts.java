package dev.tinywright.data;

import dev.tinywright.recording.CaptureAccount;

/** The account of recordings as one of a dataset. */
final class Accounts {
    private Accounts() {}

    static RowAccount of(CaptureAccount account) {
        return new RowAccount(account.things(), account.read(), account.kept(), account.dropped(), account.examples());
    }
}
