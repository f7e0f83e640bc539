package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Sounds and pictures, by the endings of their names, in forms that are not read: what else they are is for the person to convert. */
record UnreadForms(List<Item> sounds, List<Item> pictures) {
    private static final Set<String> SOUND = Set.of(
            "mp3", "m4a", "mp4a", "aac", "ogg", "oga", "opus", "flac", "aif", "aiff", "wma", "amr", "caf", "weba");
    private static final Set<String> PICTURE = Set.of(
            "heic", "heif", "webp", "tif", "tiff", "avif", "jp2", "jxl", "jfif", "dng", "cr2", "nef", "arw", "tga",
            "ppm", "pgm");

    static UnreadForms among(List<Item> items) {
        return new UnreadForms(of(SOUND, items), of(PICTURE, items));
    }

    private static List<Item> of(Set<String> endings, List<Item> items) {
        return items.stream().filter(item -> endings.contains(item.extension())).toList();
    }

    boolean has(Item item) {
        return SOUND.contains(item.extension()) || PICTURE.contains(item.extension());
    }

    void countIn(CaptureAccount.Tally tally) {
        sounds.forEach(item -> tally.drop(
                "sound in a form that is not read, " + item.extension() + ": convert it to WAV", item.name()));
        pictures.forEach(item -> tally.drop(
                "a picture in a form that is not read, " + item.extension() + ": convert it to PNG or JPEG",
                item.name()));
    }

    /** @throws TinywrightException where there are some, since there is nothing else */
    void refuse(Path path) {
        if (sounds.isEmpty() && pictures.isEmpty()) {
            return;
        }
        List<String> there = new ArrayList<>();
        List<String> to = new ArrayList<>();
        if (!sounds.isEmpty()) {
            there.add(Captures.Kind.SOUND.counted(sounds.size()));
            to.add("sounds to WAV, as ffmpeg -i take.mp3 take.wav does");
        }
        if (!pictures.isEmpty()) {
            there.add(Captures.Kind.PICTURES.counted(pictures.size()));
            to.add("pictures to PNG or JPEG, as ffmpeg -i photo.webp photo.png does");
        }
        Set<String> forms = new TreeSet<>();
        Stream.concat(sounds.stream(), pictures.stream()).forEach(item -> forms.add(item.extension()));
        throw TinywrightException.failed(
                String.join(" and ", there) + " in forms that are not read: " + String.join(", ", forms),
                path.toString(),
                "convert " + String.join(" and ", to));
    }
}
