/**
 * Pictures as files: their size by the header, their pixels scaled to a wanted size, and a print to know near-equal ones by.
 *
 * <p>In: bytes of PNG, JPEG, BMP or GIF. Out: float32, (height, width, channels), 0 to 255. A picture's header is looked at
 * before anything is decoded, and large ones are decoded by every n-th pixel, so that memory stays bounded.
 */
@NullMarked
package dev.tinywright.picture;

import org.jspecify.annotations.NullMarked;
