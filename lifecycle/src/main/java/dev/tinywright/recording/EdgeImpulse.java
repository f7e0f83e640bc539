package dev.tinywright.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.tinywright.features.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recording in the data acquisition format of Edge Impulse, JSON or CBOR: {@code payload} with {@code interval_ms},
 * {@code sensors} (name, units) and {@code values}, a row for each frame, or a number where there is one sensor. Its signature
 * is not checked: it protects the way to a server.
 */
final class EdgeImpulse {
    /** Numbers of one recording beyond which it is no acquisition: 200 MB. */
    private static final int MOST_VALUES = 50_000_000;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(50)
            .maxStringLength(1_000_000)
            .build();

    private final ByteSource bytes;
    private final boolean cbor;
    private double intervalMs;
    private final List<Reading> sensors = new ArrayList<>();
    private float[] values = new float[1024];
    private int count;
    private int width;
    private boolean hasPayload;

    private EdgeImpulse(ByteSource bytes, boolean cbor) {
        this.bytes = bytes;
        this.cbor = cbor;
    }

    /** @throws BadFile where the file is damaged or of another kind */
    static Signal read(ByteSource bytes, boolean cbor, Flaws flaws) throws IOException {
        EdgeImpulse first = parsed(bytes, cbor);
        int channels = first.channels();
        if (first.count == 0) {
            throw new BadFile("the acquisition has no values");
        }
        flaws.count(first.intervalMs <= 0, "the acquisition has no interval_ms", 0);
        return new Signal(
                first.sensors,
                first.intervalMs > 0 ? 1000 / first.intervalMs : 0,
                first.count / channels,
                (from, count) -> Arrays.copyOfRange(
                        parsed(bytes, cbor).values, (int) from * channels, (int) (from + count) * channels));
    }

    private static EdgeImpulse parsed(ByteSource bytes, boolean cbor) throws IOException {
        EdgeImpulse file = new EdgeImpulse(bytes, cbor);
        try {
            file.parse();
        } catch (JsonProcessingException e) {
            throw new BadFile("the file is damaged: it is not " + (cbor ? "CBOR" : "JSON") + " to its end");
        }
        return file;
    }

    private void parse() throws IOException {
        JsonFactory factory = cbor
                ? CBORFactory.builder().streamReadConstraints(LIMITS).build()
                : JsonFactory.builder().streamReadConstraints(LIMITS).build();
        try (InputStream in = bytes.stream(0);
                JsonParser json = factory.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadFile("it is no acquisition of Edge Impulse: it is no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean payload = json.currentName().equals("payload");
                json.nextToken();
                if (payload && json.currentToken() == JsonToken.START_OBJECT) {
                    hasPayload = true;
                    readPayload(json);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!hasPayload) {
            throw new BadFile("it is no acquisition of Edge Impulse: it has no payload");
        }
    }

    private void readPayload(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "interval_ms" -> intervalMs = json.currentToken().isNumeric() ? json.getDoubleValue() : 0;
                case "sensors" -> readSensors(json);
                case "values" -> readValues(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readSensors(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String name = "channel" + (sensors.size() + 1);
            String unit = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                if (key.equals("name")) {
                    name = json.getText();
                } else if (key.equals("units")) {
                    unit = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            sensors.add(new Reading(name, unit.equals("N/A") ? "" : unit));
        }
    }

    private void readValues(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new BadFile("the acquisition's values are no list");
        }
        int row = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new BadFile("the file is damaged: it ends within its values");
            }
            if (json.currentToken() == JsonToken.START_ARRAY) {
                row = readRow(json);
            } else {
                add(number(json));
                row = 1;
            }
            if (width != 0 && row != width) {
                throw new BadFile("the acquisition's rows have different numbers of values");
            }
            width = row;
        }
    }

    private int readRow(JsonParser json) throws IOException {
        int row = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new BadFile("the file is damaged: it ends within its values");
            }
            add(number(json));
            row++;
        }
        return row;
    }

    private static float number(JsonParser json) throws IOException {
        if (json.currentToken().isNumeric()) {
            float value = json.getFloatValue();
            return Float.isInfinite(value) ? Float.NaN : value;
        }
        if (json.currentToken() == JsonToken.VALUE_NULL || json.currentToken() == JsonToken.VALUE_STRING) {
            return Float.NaN;
        }
        throw new BadFile("the acquisition's values are no numbers");
    }

    private void add(float value) throws BadFile {
        if (count == values.length) {
            if (count >= MOST_VALUES) {
                throw new BadFile("the acquisition has more than " + MOST_VALUES + " values");
            }
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    private int channels() throws BadFile {
        if (width == 0) {
            throw new BadFile("the acquisition has no values");
        }
        if (sensors.isEmpty()) {
            for (int c = 0; c < width; c++) {
                sensors.add(new Reading("channel" + (c + 1), ""));
            }
        }
        if (sensors.size() != width) {
            throw new BadFile(
                    "the acquisition names " + sensors.size() + " sensors and has " + width + " values a row");
        }
        return width;
    }
}
