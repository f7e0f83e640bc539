package dev.tinywright.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation tag of a JPEG: EXIF 2.3 (CIPA DC-008-2012), 4.5 and 4.6.4. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int MOST_TAGS = 500;

    private Exif() {}

    /** Returns 1 to 8; 1 where nothing says otherwise. */
    static int orientation(byte[] head) {
        try {
            return find(ByteBuffer.wrap(head));
        } catch (IndexOutOfBoundsException e) {
            return 1; // cut off; the picture is still one
        }
    }

    private static int find(ByteBuffer head) {
        if (head.capacity() < 4 || head.getShort(0) != (short) 0xFFD8) {
            return 1;
        }
        int at = 2;
        while ((head.get(at) & 0xFF) == 0xFF) {
            int marker = head.get(at + 1) & 0xFF;
            int length = head.getShort(at + 2) & 0xFFFF;
            if (marker == 0xE1 && head.getInt(at + 4) == 0x45786966) {
                return inTiff(head.slice(at + 10, Math.min(length - 8, head.capacity() - at - 10)));
            }
            if (marker == 0xDA || length < 2) {
                return 1;
            }
            at += 2 + length;
        }
        return 1;
    }

    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int tags = Math.min(MOST_TAGS, tiff.getShort(directory) & 0xFFFF);
        for (int i = 0; i < tags; i++) {
            int tag = directory + 2 + 12 * i;
            if ((tiff.getShort(tag) & 0xFFFF) == ORIENTATION) {
                int value = tiff.getShort(tag + 8) & 0xFFFF;
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Returns the pixels turned and mirrored as {@code orientation} says. */
    static Pixels upright(Pixels stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        boolean turned = orientation >= 5;
        int height = turned ? stored.width() : stored.height();
        int width = turned ? stored.height() : stored.width();
        Pixels upright = new Pixels(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int bottom = height - 1 - y;
                int colour =
                        switch (orientation) {
                            case 2 -> stored.get(y, right);
                            case 3 -> stored.get(bottom, right);
                            case 4 -> stored.get(bottom, x);
                            case 5 -> stored.get(x, y);
                            case 6 -> stored.get(right, y);
                            case 7 -> stored.get(right, bottom);
                            default -> stored.get(x, bottom);
                        };
                upright.set(y, x, colour);
            }
        }
        return upright;
    }
}
