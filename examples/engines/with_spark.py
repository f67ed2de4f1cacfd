"""The rows of many files with Spark: python with_spark.py FOLDER OUT.csv"""

from __future__ import annotations

import os
import sys

import rows_of_files
from pyspark.sql import SparkSession
from rows_of_files import files_below, read_rows, write_sorted


def main(folder: str, target: str) -> None:
    # Workers take the python3 of the path, unless they are told which one has sustainrubric.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.addPyFile(rows_of_files.__file__)
    # Names go to the workers, which read the files themselves: binaryFile would make 625 partitions of
    # 20,000 small files, unless spark.sql.files.openCostInBytes is 16 KB.
    names = spark.sparkContext.parallelize(files_below(folder), 32)
    write_sorted(names.flatMap(read_rows).collect(), target)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
