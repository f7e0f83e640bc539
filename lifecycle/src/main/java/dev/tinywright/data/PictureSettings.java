package dev.tinywright.data;

import dev.tinywright.picture.PictureFile.Fit;

/**
 * How pictures are brought to one size.
 *
 * @param channels 1 for grey, 3 for colour
 * @param fit what becomes of pictures of another ratio of sides
 */
public record PictureSettings(int height, int width, int channels, Fit fit) {
    public PictureSettings {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("not a picture: " + height + " x " + width + " x " + channels);
        }
    }
}
