/**
 * The model as a package for each build system people use, all made from one {@link dev.tinywright.codegen.CSource} and one
 * {@link dev.tinywright.contract.Contract}.
 *
 * <p>In: {@link Product}, the C, a few rows with the scores they must get, the {@code .tflite}, where there is one a sketch. Out:
 * {@code packages/<form>/} for each {@link PackageForm} and the Arduino library as a zip. Every manifest passes {@link
 * PackageCheck} before it is written; that the packages compile and give the right scores is what the tests show. Start at
 * {@link Packages#write}.
 */
@NullMarked
package dev.tinywright.packaging;

import org.jspecify.annotations.NullMarked;
