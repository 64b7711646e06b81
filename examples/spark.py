# SPDX-License-Identifier: Apache-2.0
"""spark-submit spark.py INPUT OUTPUT: repair text of one document a line with Apache Spark.

Every worker needs the command qingwen in its PATH. Each partition goes through one process: a
line in, a line out, in the same order. Spark reads text as UTF-8 and replaces what is none, so
files in other encodings have to become UTF-8 before (qingwen repair -o FOLDER ...).
"""

import sys

from pyspark.sql import SparkSession

COMMAND = "qingwen repair --quiet --unit=line"


def main():
    source, target = sys.argv[1:]
    spark = SparkSession.builder.appName("qingwen").getOrCreate()
    lines = spark.sparkContext.textFile(source)
    # checkCode: a process that fails is an error, and not an end of the data.
    lines.pipe(COMMAND, checkCode=True).saveAsTextFile(target)
    spark.stop()


if __name__ == "__main__":
    main()
