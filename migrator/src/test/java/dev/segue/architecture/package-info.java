/**
 * The arrows of the house, checked in the build: which module, package and library may be known
 * where. Stands in this module because it is the one that sees all the others.
 *
 * <p>What enters: the compiled classes of every module and the source folders beside this one. What
 * leaves: nothing but a failed build. It knows names only, not what the code does.
 */
package dev.segue.architecture;
