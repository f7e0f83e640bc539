/**
 * The model as a package for each build system people use, all made from one {@link dev.tinywright.codegen.CSource} and one
 * {@link dev.tinywright.contract.Contract}.
 */
@NullMarked
package dev.tinywright.packaging;

import org.jspecify.annotations.NullMarked;
